"""The LKj, its narrative and the register of regulations."""

from accounts.models import Pejabat
from examples.promise import perjanjian
from examples.reader import Example
from reports.models import LaporanKinerja, Narasi, Peraturan, VersiNarasi


def load_report(example: Example) -> None:
    """peraturan.csv, lkj.csv and narasi/*.html."""
    Peraturan.objects.bulk_create(
        Peraturan(
            kunci=row.text("kunci"),
            urutan=row.integer("urutan"),
            jenis=row.text("jenis"),
            nomor=row.text("nomor"),
            tahun=row.integer("tahun"),
            tentang=row.text("tentang"),
            dasar_hukum=row.flag("dasar_hukum"),
        )
        for row in example.rows("peraturan.csv")
    )
    for row in example.rows("lkj.csv"):
        pk = perjanjian(row)
        hari = row.day("tanggal")
        laporan = LaporanKinerja.objects.create(
            satker=pk.satker,
            tahun=pk.tahun,
            versi=row.integer("versi"),
            perjanjian=pk,
            tempat=row.text("tempat"),
            tanggal=hari,
            penandatangan=Pejabat.objects.in_office(hari).get(
                satker=pk.satker, jabatan=Pejabat.Jabatan.SEKRETARIS
            ),
        )
        narasi = Narasi.objects.bulk_create(
            Narasi(laporan=laporan, kunci=kunci, isi=isi) for kunci, isi in example.texts("narasi", ".html")
        )
        VersiNarasi.objects.bulk_create(
            VersiNarasi(narasi=satu, nomor=satu.versi, isi=satu.isi, asal=satu.asal) for satu in narasi
        )
