from koushaneh.rights.models.correcting import CorrectionRequest
from koushaneh.rights.models.erasing import ErasureRequest, Receipt
from koushaneh.rights.models.keeping import RetentionRule

__all__ = ["CorrectionRequest", "ErasureRequest", "Receipt", "RetentionRule"]
