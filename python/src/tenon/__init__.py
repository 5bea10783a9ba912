"""Tenon for Python: valid tokens of users, and what a VIKTOR app with an integration needs.

``import tenon as vkt`` runs the apps of VIKTOR's guides to OAuth 2.0 integrations as they stand::

    integration = vkt.external.OAuth2Integration("trimble-connect")
    token = integration.get_access_token()

and :class:`Hub` is the whole client::

    hub = tenon.Hub()  # TENON_URL, TENON_API_KEY
    me = hub.get("trimble-connect", "ada", "https://app.connect.trimble.com/tc/api/2.0/users/me")
"""

from . import external as external
from . import hints as hints
from . import session as session
from .errors import ConfigurationError as ConfigurationError
from .errors import HubRefusedError as HubRefusedError
from .errors import HubUnreachableError as HubUnreachableError
from .errors import IncompleteListing as IncompleteListing
from .errors import OAuthClientRejectedError as OAuthClientRejectedError
from .errors import PermissionDeniedError as PermissionDeniedError
from .errors import PreconditionFailedError as PreconditionFailedError
from .errors import ProviderError as ProviderError
from .errors import ProviderUnavailableError as ProviderUnavailableError
from .errors import ResourceNotFoundError as ResourceNotFoundError
from .errors import TenonError as TenonError
from .errors import UnauthorizedError as UnauthorizedError
from .external import OAuth2Integration as OAuth2Integration
from .hub import ConnectLink as ConnectLink
from .hub import Hub as Hub
from .records import Records as Records
from .tokens import Token as Token
from .views import Controller as Controller
from .views import Parametrization as Parametrization
from .views import TableResult as TableResult
from .views import TableView as TableView
from .views import Text as Text
from .wire import Answer as Answer

__version__ = "0.1.0"
