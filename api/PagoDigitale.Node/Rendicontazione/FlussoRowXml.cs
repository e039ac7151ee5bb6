using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

internal static class FlussoRowXml
{
    public const string Name = "datiSingoliPagamenti";

    /// <summary>Beyond the schema's maximum too: two million rows of this size still add up within a long.</summary>
    internal const long AmountCentsMax = 999_999_999_999;

    public static bool MoveToRow(XmlCursor cursor, FlussoAnomalies anomalies)
    {
        while (cursor.IsElement)
        {
            if (cursor.LocalName == Name)
                return true;
            PassOver(cursor, anomalies, null);
        }

        return false;
    }

    /// <summary>Consumes the whole row also when its content is wrong, so that the next one is found.</summary>
    public static bool TryRead(XmlCursor cursor, int number, FlussoAnomalies anomalies, out FlussoRow? row)
    {
        row = null;
        if (cursor.IsEmpty)
        {
            cursor.Skip();
            anomalies.Add(FlussoAnomalyCodes.InvalidRow, WireTexts.Element.With(Name, WireTexts.Empty), number);
            return false;
        }

        var fields = new FlussoFields(Name);
        cursor.EnterAny();
        while (cursor.IsElement)
        {
            if (
                cursor.LocalName
                is "identificativoUnivocoVersamento"
                    or "identificativoUnivocoRiscossione"
                    or "indiceDatiSingoloPagamento"
                    or "singoloImportoPagato"
                    or "codiceEsitoSingoloPagamento"
                    or "dataEsitoSingoloPagamento"
            )
                fields.Take(cursor);
            else
                PassOver(cursor, anomalies, number);
        }

        cursor.Leave();
        try
        {
            row = Map(fields, number);
        }
        catch (WireFormatException refusal)
        {
            anomalies.Add(FlussoAnomalyCodes.InvalidRow, refusal.Description, number);
        }

        return row is not null;
    }

    public static void PassOver(XmlCursor cursor, FlussoAnomalies anomalies, int? number)
    {
        anomalies.Add(
            FlussoAnomalyCodes.UnexpectedElement,
            WireTexts.Element.With(XmlCursor.Clip(cursor.LocalName), FlussoTexts.NotOfSchema),
            number
        );
        cursor.Skip();
    }

    private static FlussoRow Map(FlussoFields fields, int number)
    {
        fields.ThrowIfWrong();
        return new FlussoRow
        {
            Number = number,
            Iuv = fields.Code("identificativoUnivocoVersamento"),
            Iur = fields.Code("identificativoUnivocoRiscossione"),
            TransferIndex = fields.Optional("indiceDatiSingoloPagamento") is null
                ? null
                : (int)Math.Min(fields.Number("indiceDatiSingoloPagamento"), int.MaxValue),
            AmountCents = fields.Amount("singoloImportoPagato", AmountCentsMax),
            OutcomeCode = fields.Code("codiceEsitoSingoloPagamento"),
            PaymentDate = fields.Date("dataEsitoSingoloPagamento"),
        };
    }
}
