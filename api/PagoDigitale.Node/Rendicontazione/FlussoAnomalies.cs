using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>Collects anomalies up to a limit, so that a hostile file cannot fill the memory with them.</summary>
internal sealed class FlussoAnomalies
{
    private const int AnomaliesMax = 1000;
    private readonly List<FlussoAnomaly> _items = [];

    public IReadOnlyList<FlussoAnomaly> Items => _items;

    public void Add(string code, string message, int? row = null)
    {
        if (_items.Count < AnomaliesMax)
            _items.Add(new FlussoAnomaly(code, message, row));
        else if (_items.Count == AnomaliesMax)
            _items.Add(new FlussoAnomaly(FlussoAnomalyCodes.TooManyAnomalies, $"Only the first {AnomaliesMax} anomalies are listed."));
    }

    public void CheckHeader(FlussoRiversamento header)
    {
        if (header.Version is not ("1.0" or "1.1"))
            Add(FlussoAnomalyCodes.UnknownVersion, "versioneOggetto is neither 1.0 nor 1.1.");
        CheckId("identificativoFlusso", header.FlussoId, null);
        CheckId("identificativoUnivocoRegolamento", header.RegulationId, null, isAnyCharacterAllowed: true);
        if (header.TotalAmountCents is < 0 or > WireAmount.CentsMax)
            Add(FlussoAnomalyCodes.AmountOutOfRange, "importoTotalePagamenti is outside 0.00 to 999999999.99.");
    }

    public void CheckRow(FlussoRow row)
    {
        CheckId("identificativoUnivocoVersamento", row.Iuv, row.Number, isAnyCharacterAllowed: true);
        CheckId("identificativoUnivocoRiscossione", row.Iur, row.Number, isAnyCharacterAllowed: true);
        if (!FlussoOutcomes.IsKnown(row.OutcomeCode))
            Add(FlussoAnomalyCodes.UnknownOutcome, "codiceEsitoSingoloPagamento is none of 0, 3, 4, 8, 9.", row.Number);
        if (row.TransferIndex is < 1 or > 5)
            Add(FlussoAnomalyCodes.TransferIndexOutOfRange, "indiceDatiSingoloPagamento is not between 1 and 5.", row.Number);
        if (row.AmountCents == 0)
            Add(FlussoAnomalyCodes.ZeroAmount, "singoloImportoPagato is zero.", row.Number);
        if (row.AmountCents < 0 && row.OutcomeCode != FlussoOutcomes.Revoked)
            Add(FlussoAnomalyCodes.NegativeAmount, "singoloImportoPagato is negative and the payment is not revoked.", row.Number);
    }

    private void CheckId(string element, string id, int? row, bool isAnyCharacterAllowed = false)
    {
        if (WireText.CodePoints(id) > 35)
            Add(FlussoAnomalyCodes.IdTooLong, $"{element} is longer than 35 characters.", row);
        if (!isAnyCharacterAllowed && id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            Add(FlussoAnomalyCodes.InvalidId, $"{element} has characters other than letters, digits, - and _.", row);
    }
}
