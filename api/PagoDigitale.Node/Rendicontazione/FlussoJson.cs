using System.Text.Json;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>
/// A flow as the REST service for organizations answers it (fdr-org 1.2): <c>flow</c>, the answer about one revision, and <c>pages</c>, all
/// answers with its payments, each as it came. It says the same as the XML file: instants are UTC and become Italian days, amounts are
/// euro in decimals, outcomes are words.
/// </summary>
internal static class FlussoJson
{
    private const string Flow = "flow";
    private const string Pages = "pages";

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static FlussoReading Read(ReadOnlyMemory<byte> json)
    {
        var anomalies = new FlussoAnomalies();
        try
        {
            using var document = JsonDocument.Parse(json, _options);
            var root = FlussoJsonFields.Of(document.RootElement, "body");
            var header = HeaderOf(root.Object(Flow));
            anomalies.CheckHeader(header);
            var totals = new FlussoTotals(anomalies);
            var rows = new List<FlussoRow>();
            var number = 0;
            foreach (var payment in PaymentsOf(root))
                if (RowOf(payment, ++number, anomalies) is { } row)
                {
                    anomalies.CheckRow(row);
                    totals.Add(row);
                    rows.Add(row);
                }
            totals.Compare(header);
            return new(header, rows, anomalies.Items, null);
        }
        catch (WireFormatException refusal)
        {
            return Refused(refusal.ToError());
        }
        // How the reader says that the name of a member is no Unicode.
        catch (InvalidOperationException)
        {
            return Refused(new(WireError.Syntax, FlussoTexts.NamesNotUnicode));
        }
        catch (JsonException failure)
        {
            return Refused(
                new(WireError.Syntax, FlussoTexts.NotJson.With((failure.LineNumber ?? 0) + 1, (failure.BytePositionInLine ?? 0) + 1))
            );
        }

        FlussoReading Refused(WireError error) => new(null, [], anomalies.Items, error with { Code = FlussoRiversamentoReader.Unreadable });
    }

    private static FlussoRiversamento HeaderOf(FlussoJsonFields flow)
    {
        var (sender, receiver) = (flow.Object("sender"), flow.Object("receiver"));
        return new()
        {
            FlussoId = flow.Code("fdr"),
            FlussoDateTime = flow.Instant("fdrDate"),
            RegulationId = flow.Code("regulation"),
            RegulationDate = flow.Date("regulationDate"),
            Sender = new(TypeOf(sender.Optional("type")), sender.Code("id"), sender.Optional("pspName")),
            BicCode = flow.Optional("bicCodePouringBank"),
            Receiver = new("G", receiver.Code("organizationId"), receiver.Optional("organizationName")),
            PaymentsCount = flow.Number("totPayments"),
            TotalAmountCents = flow.Amount("sumPayments", FlussoHeaderXml.TotalCentsMax),
        };
    }

    /// <summary>A page that did not come, or came twice, would be money that is in no row.</summary>
    private static List<JsonElement> PaymentsOf(FlussoJsonFields root)
    {
        var payments = new List<JsonElement>();
        var seen = new HashSet<long>();
        long pages = 0,
            expected = 0;
        foreach (var item in root.Array(Pages))
        {
            var page = FlussoJsonFields.Of(item, Pages);
            pages++;
            if (item.TryGetProperty("metadata", out _))
            {
                var metadata = page.Object("metadata");
                expected = Math.Max(expected, metadata.OptionalNumber("totPage") ?? 0);
                if (metadata.OptionalNumber("pageNumber") is { } number && !seen.Add(number))
                    throw WireFormatException.Of(Pages, FlussoTexts.PageTwice.With(number));
            }
            payments.AddRange(page.Array("data"));
        }
        // Of pages that bear numbers each from the first to the last has to be there.
        var missing = expected - (seen.Count == 0 ? pages : seen.LongCount(n => n >= 1 && n <= expected));
        return missing > 0 ? throw WireFormatException.Of(Pages, FlussoTexts.PagesMissing.With(expected - missing, expected)) : payments;
    }

    private static FlussoRow? RowOf(JsonElement payment, int number, FlussoAnomalies anomalies)
    {
        try
        {
            var fields = FlussoJsonFields.Of(payment, "data");
            return new()
            {
                Number = number,
                Iuv = fields.Code("iuv"),
                Iur = fields.Code("iur"),
                TransferIndex = fields.OptionalNumber("idTransfer") is { } index ? (int)Math.Min(index, int.MaxValue) : null,
                AmountCents = fields.Amount("pay", FlussoRowXml.AmountCentsMax),
                OutcomeCode = OutcomeOf(fields.Code("payStatus")),
                PaymentDate = RomeTime.LegalDate(fields.Instant("payDate")),
            };
        }
        catch (WireFormatException refusal)
        {
            anomalies.Add(FlussoAnomalyCodes.InvalidRow, refusal.Description, number);
            return null;
        }
    }

    private static string TypeOf(string? type) =>
        type switch
        {
            "LEGAL_PERSON" => "G",
            "ABI_CODE" => "A",
            "BIC_CODE" => "B",
            _ => type ?? "",
        };

    /// <summary>An unknown word is kept and told, as an unknown code is. Version 1.1 of the service knows REVOKED too.</summary>
    private static string OutcomeOf(string status) =>
        status switch
        {
            "EXECUTED" => FlussoOutcomes.Executed,
            "REVOKED" => FlussoOutcomes.Revoked,
            "STAND_IN" => FlussoOutcomes.StandIn,
            "STAND_IN_NO_RPT" => FlussoOutcomes.StandInWithoutRequest,
            "NO_RPT" => FlussoOutcomes.WithoutRequest,
            _ => status,
        };
}
