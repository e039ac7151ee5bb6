using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

internal static class FlussoHeaderXml
{
    private const string Root = "FlussoRiversamento";

    /// <summary>A total beyond the schema's maximum is kept, up to what can be summed without overflow.</summary>
    internal const long TotalCentsMax = 99_999_999_999_999_999;

    public static FlussoRiversamento Read(XmlCursor cursor, FlussoAnomalies anomalies)
    {
        var fields = new FlussoFields(Root);
        FlussoParty? sender = null,
            receiver = null;
        while (cursor.IsElement && cursor.LocalName != FlussoRowXml.Name)
        {
            switch (cursor.LocalName)
            {
                case "istitutoMittente":
                    sender = ReadParty(cursor, "identificativoUnivocoMittente", "denominazioneMittente", anomalies);
                    break;
                case "istitutoRicevente":
                    receiver = ReadParty(cursor, "identificativoUnivocoRicevente", "denominazioneRicevente", anomalies);
                    break;
                case "versioneOggetto"
                or "identificativoFlusso"
                or "dataOraFlusso"
                or "identificativoUnivocoRegolamento"
                or "dataRegolamento"
                or "codiceBicBancaDiRiversamento"
                or "numeroTotalePagamenti"
                or "importoTotalePagamenti":
                    fields.Take(cursor);
                    break;
                default:
                    FlussoRowXml.PassOver(cursor, anomalies, null);
                    break;
            }
        }

        fields.ThrowIfWrong();
        return new FlussoRiversamento
        {
            Version = fields.Optional("versioneOggetto") ?? string.Empty,
            FlussoId = fields.Code("identificativoFlusso"),
            FlussoDateTime = fields.DateTime("dataOraFlusso"),
            RegulationId = fields.Code("identificativoUnivocoRegolamento"),
            RegulationDate = fields.Date("dataRegolamento"),
            Sender = sender ?? throw WireFormatException.Of($"{Root}/istitutoMittente", WireTexts.Missing),
            BicCode = fields.Optional("codiceBicBancaDiRiversamento"),
            Receiver = receiver ?? throw WireFormatException.Of($"{Root}/istitutoRicevente", WireTexts.Missing),
            PaymentsCount = fields.Number("numeroTotalePagamenti"),
            TotalAmountCents = fields.Amount("importoTotalePagamenti", TotalCentsMax),
        };
    }

    private static FlussoParty ReadParty(XmlCursor cursor, string identifier, string name, FlussoAnomalies anomalies)
    {
        var parent = cursor.LocalName;
        var fields = new FlussoFields(parent);
        cursor.EnterAny();
        while (cursor.IsElement)
        {
            if (cursor.LocalName == identifier)
            {
                cursor.EnterAny();
                while (cursor.IsElement)
                {
                    if (cursor.LocalName is "tipoIdentificativoUnivoco" or "codiceIdentificativoUnivoco")
                        fields.Take(cursor);
                    else
                        FlussoRowXml.PassOver(cursor, anomalies, null);
                }

                cursor.Leave();
            }
            else if (cursor.LocalName == name)
            {
                fields.Take(cursor);
            }
            else
            {
                FlussoRowXml.PassOver(cursor, anomalies, null);
            }
        }

        cursor.Leave();
        fields.ThrowIfWrong();
        return new FlussoParty(
            fields.Optional("tipoIdentificativoUnivoco") ?? string.Empty,
            fields.Code("codiceIdentificativoUnivoco"),
            fields.Optional(name)
        );
    }
}
