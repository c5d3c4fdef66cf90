"""What a form or a page calls the members of the rules' enumerations."""

from kinerja.capaian import MetodeRataRata, Polaritas
from kinerja.metode import Metode
from kinerja.periode import Agregasi

POLARITAS = [
    (Polaritas.MAKSIMASI.value, "Maksimasi (makin tinggi makin baik)"),
    (Polaritas.MINIMASI.value, "Minimasi (makin rendah makin baik)"),
]
METODE = [
    (Metode.LANGSUNG.value, "Nilai langsung"),
    (Metode.RASIO.value, "Rasio pembilang terhadap penyebut"),
    (Metode.RATA_RATA_RASIO.value, "Rata-rata rasio komponen"),
    (Metode.RASIO_GABUNGAN.value, "Rasio gabungan komponen"),
    (Metode.REKAP_SATKER.value, "Rekap satker"),
    (Metode.PREDIKAT.value, "Predikat"),
]
AGREGASI = [
    (Agregasi.JUMLAH.value, "Jumlah triwulan"),
    (Agregasi.RATA_RATA.value, "Rata-rata triwulan"),
    (Agregasi.NILAI_AKHIR.value, "Nilai akhir"),
    (Agregasi.TAHUNAN.value, "Diukur sekali setahun"),
]
METODE_RATA_RATA = [
    (MetodeRataRata.SASARAN.value, "rata-rata capaian sasaran kegiatan"),
    (MetodeRataRata.INDIKATOR.value, "rata-rata capaian indikator"),
]
