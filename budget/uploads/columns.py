"""Values that stand a letter beside their header: every row is fitted to the header as a whole."""

from functools import lru_cache
from itertools import combinations

from budget.uploads.parsed import Kepala, Kolom


class Penempat:
    """Tells which value belongs to which column of a header."""

    def __init__(self, kepala: Kepala) -> None:
        """Keep the spans of the header from left to right."""
        self._kolom = kepala.urutan
        self._rentang = [kepala.kolom[satu] for satu in self._kolom]
        self._cari = lru_cache(maxsize=256)(self._hitung)

    @property
    def mulai(self) -> int:
        """The first column in which a value may stand: one before the first header."""
        return self._rentang[0][0] - 1

    def kolom_dari(self, letak: tuple[int, ...]) -> tuple[Kolom, ...] | None:
        """The columns of the values that stand at these letters, from left to right.

        None: there are more values than columns, or two ways to place them fit equally well.
        """
        return self._cari(letak)

    def _hitung(self, letak: tuple[int, ...]) -> tuple[Kolom, ...] | None:
        if len(letak) > len(self._kolom):
            return None
        calon = sorted(
            (sum(map(self._jarak, letak, pilihan)), pilihan)
            for pilihan in combinations(range(len(self._kolom)), len(letak))
        )
        if len(calon) > 1 and calon[0][0] == calon[1][0]:
            return None
        return tuple(self._kolom[satu] for satu in calon[0][1])

    def _jarak(self, letak: int, ke: int) -> int:
        """How far a letter is from the span of a header cell."""
        kiri, kanan = self._rentang[ke]
        return max(kiri - letak, letak - kanan, 0)
