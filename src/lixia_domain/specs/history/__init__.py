"""History specs: what must hold of a store that is there, read once and never changed."""

from lixia_domain.specs.history.folds import ALL, Fold, Ref, Wrong, ref
from lixia_domain.specs.history.moment import WHOLE, Moment
from lixia_domain.specs.history.past import Archive, Past

__all__ = ["ALL", "WHOLE", "Archive", "Fold", "Moment", "Past", "Ref", "Wrong", "ref"]
