using System.Text;
using System.Xml;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>How a flow is spelled: PSPs send both prefixed and default-namespace documents, in UTF-8 or ISO-8859-1.</summary>
public sealed record FlussoSpelling
{
    public static FlussoSpelling Official { get; } = new();

    public bool IsPrefixed { get; init; } = true;

    public bool IsLatin1 { get; init; }
}

/// <summary>
/// Writes a flow as its PSP would, for simulators and tests. Each value must fit the schema, else
/// <see cref="ArgumentException"/>; declared totals are written as given, so that wrong flows can be made too.
/// </summary>
public static class FlussoRiversamentoWriter
{
    public static byte[] Write(FlussoRiversamento header, IEnumerable<FlussoRow> rows, FlussoSpelling? spelling = null)
    {
        using var output = new MemoryStream();
        Write(header, rows, output, spelling);
        return output.ToArray();
    }

    public static void Write(FlussoRiversamento header, IEnumerable<FlussoRow> rows, Stream output, FlussoSpelling? spelling = null)
    {
        spelling ??= FlussoSpelling.Official;
        using var xml = XmlWriter.Create(
            output,
            new XmlWriterSettings { Encoding = spelling.IsLatin1 ? Encoding.Latin1 : new UTF8Encoding(false), CloseOutput = false }
        );
        var flusso = new FlussoElements(xml, spelling.IsPrefixed ? "pay_i" : string.Empty);
        flusso.Open("FlussoRiversamento");
        WriteHeader(flusso, header);
        foreach (var row in rows)
            WriteRow(flusso, row);
        flusso.Close();
    }

    private static void WriteHeader(FlussoElements xml, FlussoRiversamento header)
    {
        if (header.Version is not ("1.0" or "1.1"))
            throw new ArgumentException("versioneOggetto must be 1.0 or 1.1.", nameof(header));
        if (header.FlussoId.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            throw new ArgumentException("identificativoFlusso holds letters, digits, - and _ only.", nameof(header));
        if (header.PaymentsCount < 1)
            throw new ArgumentException("numeroTotalePagamenti must be at least 1.", nameof(header));
        xml.Leaf("versioneOggetto", header.Version);
        xml.Code("identificativoFlusso", header.FlussoId, 35);
        xml.Leaf("dataOraFlusso", WireTime.FormatDateTime(header.FlussoDateTime));
        xml.Code("identificativoUnivocoRegolamento", header.RegulationId, 35);
        xml.Leaf("dataRegolamento", WireTime.FormatDate(header.RegulationDate));
        if (header.Sender.Type is not ("G" or "A" or "B") || header.Receiver.Type != "G")
            throw new ArgumentException("tipoIdentificativoUnivoco must be G, A or B, and G for the receiver.", nameof(header));
        WriteParty(xml, "Mittente", header.Sender, 3, 70);
        if (header.BicCode is not null)
            xml.Code("codiceBicBancaDiRiversamento", header.BicCode, 35);
        WriteParty(xml, "Ricevente", header.Receiver, 1, 140);
        xml.Leaf("numeroTotalePagamenti", header.PaymentsCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        xml.Amount("importoTotalePagamenti", header.TotalAmountCents, isZeroAllowed: true);
    }

    private static void WriteParty(FlussoElements xml, string role, FlussoParty party, int nameMin, int nameMax)
    {
        xml.Open("istituto" + role);
        xml.Open("identificativoUnivoco" + role);
        xml.Leaf("tipoIdentificativoUnivoco", party.Type);
        xml.Code("codiceIdentificativoUnivoco", party.Code, 35);
        xml.Close();
        var name = WireText.Clip(party.Name ?? string.Empty, nameMax);
        if (name.Length >= nameMin)
            xml.Leaf("denominazione" + role, name);
        xml.Close();
    }

    private static void WriteRow(FlussoElements xml, FlussoRow row)
    {
        if (!FlussoOutcomes.IsKnown(row.OutcomeCode))
            throw new ArgumentException("codiceEsitoSingoloPagamento must be 0, 3, 4, 8 or 9.", nameof(row));
        if (row.TransferIndex is < 1 or > 5)
            throw new ArgumentException("indiceDatiSingoloPagamento must be between 1 and 5.", nameof(row));
        xml.Open(FlussoRowXml.Name);
        xml.Code("identificativoUnivocoVersamento", row.Iuv, 35);
        xml.Code("identificativoUnivocoRiscossione", row.Iur, 35);
        if (row.TransferIndex is { } index)
            xml.Leaf("indiceDatiSingoloPagamento", index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        xml.Amount("singoloImportoPagato", row.AmountCents, isZeroAllowed: false);
        xml.Leaf("codiceEsitoSingoloPagamento", row.OutcomeCode);
        xml.Leaf("dataEsitoSingoloPagamento", WireTime.FormatDate(row.PaymentDate));
        xml.Close();
    }
}
