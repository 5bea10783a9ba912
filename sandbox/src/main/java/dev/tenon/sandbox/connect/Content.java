package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.sample.Dice;
import dev.tenon.sandbox.sample.Tuning;
import java.util.function.Supplier;

/// Everything that the pods hold.
record Content(
    Projects projects, Todos todos, Files files, Topics topics, TopicDocuments documents) {
  static Content made(Dice dice, Supplier<Tuning> tuning) {
    var sizes = new Sizes(tuning);
    var files = new Files(dice, sizes);
    var topics = new Topics(dice);
    return new Content(
        new Projects(dice),
        new Todos(dice, files, sizes),
        files,
        topics,
        new TopicDocuments(topics, dice));
  }
}
