"""Draft text that the application offers for an empty section: words of our own, every figure bound.

An offer says only what the data holds; what people alone know (causes, obstacles, plans) it asks for in
brackets.
"""

import re
from collections.abc import Sequence

from agreements.models import PerjanjianKinerja
from reports.sections import kunci_sasaran

#: What an offer asks for and no report prints.
PERMINTAAN = re.compile(r"\[(?:Tulis|Uraikan|Jelaskan)\b[^\]]*\]")

UMUM = {
    "depan.kata-pengantar": (
        "<p>Laporan Kinerja {{ satker.sekretariat }} Tahun {{ tahun.ini }} ini kami sampaikan sebagai"
        " pertanggungjawaban atas Perjanjian Kinerja yang ditandatangani pada {{ pk.tanggal }}.</p>\n"
        "<p>Kami berterima kasih kepada semua pihak yang ikut menyusunnya, dan menerima saran untuk"
        " memperbaiki kinerja maupun laporan tahun {{ tahun.depan }}.</p>"
    ),
    "depan.ikhtisar-eksekutif": (
        "<p>Dalam Tahun {{ tahun.ini }}, {{ satker.sekretariat }} menjanjikan {{ pk.jumlah_sasaran }} sasaran"
        " kegiatan dengan {{ pk.jumlah_indikator }} indikator kinerja.</p>\n"
        "<p>Rata-rata capaiannya {{ capaian.rata_rata }} dengan predikat {{ capaian.predikat }}. Sebanyak"
        " {{ capaian.jumlah_memenuhi }} indikator memenuhi target dan {{ capaian.jumlah_di_bawah }} indikator"
        " berada di bawah target.</p>\n"
        "<p>Dari pagu {{ anggaran.pagu }} telah direalisasikan {{ anggaran.realisasi }} atau"
        " {{ anggaran.persen }}.</p>"
    ),
    "bab1.latar-belakang": (
        "<p>Setiap satuan kerja yang menggunakan anggaran negara wajib menjelaskan hasil kerjanya."
        " {{ satker.sekretariat }} memenuhi kewajiban itu melalui laporan ini, yang membandingkan janji"
        " kinerja"
        " Tahun {{ tahun.ini }} dengan hasil yang dicapai dan anggaran yang dipakai.</p>"
    ),
    "bab1.maksud-tujuan": (
        "<p>Laporan ini disusun dengan maksud memberi gambaran yang utuh dan dapat diperiksa mengenai kinerja"
        " {{ satker.sekretariat }} Tahun {{ tahun.ini }}.</p>\n<p>Tujuannya:</p>\n"
        "<ol><li>menyampaikan capaian setiap indikator dalam Perjanjian Kinerja;</li>"
        "<li>menjelaskan sebab keberhasilan dan kegagalan;</li>"
        "<li>menjadi bahan perbaikan perencanaan Tahun {{ tahun.depan }}.</li></ol>"
    ),
    "bab1.dasar-hukum": (
        "<p>Laporan Kinerja Tahun {{ tahun.ini }} berpedoman pada peraturan berikut:</p>"
    ),
    "bab1.kedudukan-tugas-fungsi": (
        "<p>{{ satker.sekretariat }} berkedudukan di {{ satker.ibu_kota }} dan mendukung {{"
        " satker.nama_panjang }}"
        " dalam menjalankan tugasnya.</p>\n<p>[Uraikan tugas dan fungsi menurut peraturan yang berlaku.]</p>"
    ),
    "bab1.struktur-organisasi": (
        "<p>Susunan organisasi terdiri atas {{ organisasi.jumlah_bagian }} Bagian dan"
        " {{ organisasi.jumlah_subbagian }} Subbagian, sebagaimana tampak pada"
        " {{ nomor.gambar.struktur-organisasi }}.</p>"
    ),
    "bab1.isu-strategis": (
        "<p>Hal-hal berikut berpengaruh besar terhadap kinerja Tahun {{ tahun.ini }}:</p>\n"
        "<ul><li>[Tulis isu pertama dan akibatnya bagi sasaran.]</li>"
        "<li>[Tulis isu kedua dan akibatnya bagi sasaran.]</li></ul>"
    ),
    "bab1.sistematika": (
        "<p>BAB I memuat gambaran umum, BAB II rencana dan janji kinerja, BAB III hasil pengukuran,"
        " analisis, dan"
        " keuangan, sedangkan BAB IV kesimpulan dan langkah perbaikan. Perjanjian Kinerja dilampirkan.</p>"
    ),
    "bab2.rpjmn": "<p>[Uraikan arah kebijakan nasional yang menjadi acuan sasaran satuan kerja.]</p>",
    "bab2.renstra": (
        "<p>Renstra {{ renstra.periode }} memuat {{ renstra.jumlah_misi }} misi, {{ renstra.jumlah_tujuan }}"
        " tujuan, dan {{ renstra.jumlah_sasaran }} sasaran strategis, yang diuraikan di bawah ini.</p>"
    ),
    "bab2.perjanjian-kinerja": (
        "<p>Perjanjian Kinerja Tahun {{ tahun.ini }} ditandatangani {{ pk.pihak_pertama }} dan"
        " {{ pk.pihak_kedua }} pada {{ pk.tanggal }}. Isinya {{ pk.jumlah_sasaran }} sasaran dan"
        " {{ pk.jumlah_indikator }} indikator, seperti dalam {{ nomor.tabel.pk }}.</p>"
    ),
    "bab3.pengukuran": (
        "<p>Capaian dihitung dengan membandingkan realisasi dan rencana. Rumus yang dipakai bergantung pada"
        " arah"
        " indikator: makin besar makin baik, atau makin kecil makin baik.</p>"
    ),
    "bab3.hasil-pengukuran": (
        "<p>Dari {{ pk.jumlah_indikator }} indikator, {{ capaian.jumlah_memenuhi }} memenuhi target,"
        " {{ capaian.jumlah_di_bawah }} di bawah target, dan {{ capaian.jumlah_tidak_terhitung }} belum dapat"
        " dihitung.</p>"
    ),
    "bab3.realisasi-kegiatan": (
        "<p>Anggaran setiap kegiatan dan realisasinya selama Tahun {{ tahun.ini }} disajikan berikut ini.</p>"
    ),
    "bab3.analisis": (
        "<p>Bagian ini membahas setiap sasaran: perbandingan target dan realisasi, tahun sebelumnya, target"
        " Renstra, sebab, upaya, hambatan, dan rekomendasi.</p>"
    ),
    "bab3.keuangan": (
        "<p>DIPA awal sebesar {{ anggaran.pagu_awal }} mengalami {{ anggaran.jumlah_revisi }} kali revisi,"
        " sehingga pagu akhirnya {{ anggaran.pagu }}.</p>"
    ),
    "bab3.keuangan-program": (
        "<p>Realisasi seluruh program mencapai {{ anggaran.realisasi }} ({{ anggaran.persen }}) dengan sisa"
        " {{ anggaran.sisa }}.</p>"
    ),
    "bab3.keuangan-wilayah": (
        "<p>Secara wilayah, {{ satker.jumlah_wilayah }} satuan kerja merealisasikan"
        " {{ anggaran.wilayah.realisasi }} dari pagu {{ anggaran.wilayah.pagu }} atau"
        " {{ anggaran.wilayah.persen }}.</p>"
    ),
    "bab3.efisiensi": (
        "<p>Efisiensi membandingkan anggaran yang dipakai dengan capaian yang dihasilkan. Tingkat efisiensi"
        " Tahun"
        " {{ tahun.ini }} adalah {{ efisiensi.persen }}.</p>"
    ),
    "bab4.kesimpulan": (
        "<p>Kinerja {{ satker.sekretariat }} Tahun {{ tahun.ini }} mencapai rata-rata {{ capaian.rata_rata }}"
        " ({{ capaian.predikat }}) dengan serapan anggaran {{ anggaran.persen }}.</p>"
    ),
    "bab4.langkah": (
        "<p>Untuk Tahun {{ tahun.depan }} akan dilakukan:</p>\n"
        "<ol><li>[Tulis langkah, penanggung jawab, dan waktunya.]</li></ol>"
    ),
    "bab4.saran": "<p>[Tulis saran kepada pihak yang berwenang menindaklanjutinya.]</p>",
    "lampiran.pengantar": (
        "<p>Perjanjian Kinerja Tahun {{ tahun.ini }} selengkapnya adalah sebagai berikut.</p>"
    ),
}  # fmt: skip

BUTIR = (
    "{{ indikator.NOMOR.nama }}: target {{ indikator.NOMOR.target }}, realisasi {{"
    " indikator.NOMOR.realisasi }},"
    " capaian {{ indikator.NOMOR.capaian }}; tahun lalu {{ indikator.NOMOR.capaian_lalu }}."
)


def tawaran(perjanjian: PerjanjianKinerja) -> dict[str, str]:
    """The offered text of every section of the LKj that measures a PK. Two queries."""
    return UMUM | {
        kunci_sasaran(satu.urutan): tawaran_sasaran(
            satu.urutan, [indikator.nomor for indikator in satu.indikator.all()]
        )
        for satu in perjanjian.sasaran_kegiatan.prefetch_related("indikator")
    }


def tawaran_sasaran(urutan: int, nomor: Sequence[int]) -> str:
    """A sentence on the sasaran, an item for each of its indikator by number, and what people have to add."""
    butir = "".join(f"<li>{BUTIR.replace('NOMOR', str(satu))}</li>" for satu in nomor)
    daftar = f"\n<ul>{butir}</ul>" if butir else ""
    return (
        f"<p>Capaian sasaran ini {{{{ sasaran.{urutan}.capaian }}}}, dengan rincian menurut indikator sebagai"
        f" berikut.</p>{daftar}\n<p>[Jelaskan apa yang dilakukan dan apa artinya bagi masyarakat.]</p>"
    )
