"""Amounts and counts in Indonesian words."""

from num2words import num2words


def terbilang(jumlah: int) -> str:
    """Whole rupiah or a count in words, without the unit: 17 -> "tujuh belas", -17 -> "minus tujuh belas"."""
    kata = num2words(abs(jumlah), lang="id")
    return f"minus {kata}" if jumlah < 0 else kata


def jumlah_kata(jumlah: int) -> str:
    """A count as official letters write it: 14 -> "14 (empat belas)"."""
    return f"{jumlah} ({terbilang(jumlah)})"
