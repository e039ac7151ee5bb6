using System.Text.Json.Nodes;
using PagoDigitale.TestKit.Contract;
using Shouldly;

namespace PagoDigitale.Api.Tests.Database.Plans;

public sealed partial class PlanStory
{
    /// <summary>Of a set of their own, made elsewhere in the story.</summary>
    private static readonly string[] NotLists = ["verifyActivityLog", "downloadFlowOutcome", "previewPaymentPlans"];

    /// <summary>Filters that a clerk asks together: of two that have an index one leads, and the other is asked row by row.</summary>
    private IEnumerable<(string Operation, string Query)> Pairs =>
        [
            ("listPositions", "state=payable&dueFrom=2026-06-01&dueTo=2026-06-30"),
            ("listPositions", "state=payable&q=Rossi"),
            ("listPositions", "state=paid&paidFrom=2026-06-01&paidTo=2026-06-30"),
            ("listPositions", $"serviceCode={Service}&dueFrom=2026-06-01&dueTo=2026-06-30"),
            ("listPositions", $"serviceCode={Service}&q=Rossi"),
            ("listPositions", $"debtorFiscalCode={Bianchi}&state=payable"),
            ("listPositions", $"debtorFiscalCode={Bianchi}&dueFrom=2026-06-01"),
            ("listNotices", "state=unpaid&dueFrom=2026-06-01&dueTo=2026-06-30"),
            ("listNotices", $"debtorFiscalCode={Bianchi}&state=unpaid"),
            ("listReceipts", "pspId=PPAYITR1XXX&paidFrom=2026-06-01&paidTo=2026-06-30"),
            ("listReceipts", $"debtorFiscalCode={Bianchi}&paidFrom=2026-06-01"),
            ("listReceipts", $"debtorFiscalCode={Verdi}&paidFrom=2026-06-01"),
            ("listPositions", $"debtorFiscalCode={Verdi}&dueFrom=2026-06-01"),
            ("listRendicontazioni", "state=matched&collectedFrom=2026-06-01&collectedTo=2026-06-30"),
            ("listMovements", "state=matched&dateFrom=2026-06-01&dateTo=2026-06-30"),
            ("listPostings", "kind=issued&occurredFrom=2026-06-01&occurredTo=2026-06-30"),
        ];

    /// <summary>
    /// Every list by itself, its second page, and with every filter that the contract has, with a value that is there and one that is not;
    /// single resources with what they may be asked for.
    /// </summary>
    private async Task ListsAsync()
    {
        await caller.DoAsync("verifyActivityLog");
        foreach (
            var operation in OpenApiContract.Instance.Operations.Where(o =>
                o.Method == "GET" && o.Parameters.Any(p => p["in"]!.ToString() == "query") && !NotLists.Contains(o.OperationId)
            )
        )
        {
            if (operation.OperationId != "listAllocations" && operation.Parameters.Any(p => p["name"]!.ToString() == "limit"))
                await PagesAsync(operation, "limit=20");
            if (operation.OperationId == "listPositions")
                await PagesAsync(operation, "limit=20&state=payable,paid");
            foreach (
                var parameter in operation.Parameters.Where(p =>
                    p["in"]!.ToString() == "query" && p["name"]!.ToString() is not ("limit" or "cursor" or "after")
                )
            )
            foreach (
                var query in QueriesOf(
                    operation.OperationId,
                    parameter["name"]!.ToString(),
                    OpenApiContract.Instance.Resolve(parameter["schema"])
                )
            )
                await caller.DoAsync(operation.OperationId, null, query);
        }
        foreach (var (operation, query) in Pairs)
            await caller.DoAsync(operation, null, query);
    }

    private IEnumerable<string> QueriesOf(string operation, string name, JsonObject schema)
    {
        var isMoment = schema["format"]?.ToString() == "date-time";
        string Day(string day) => isMoment ? $"{day}T00:00:00Z" : day;
        if (name.EndsWith("From", StringComparison.Ordinal) || name == "from")
        {
            var to = name == "from" ? "to" : $"{name[..^4]}To";
            return
            [
                $"{name}={Day("2026-06-01")}&{to}={Day("2026-06-30")}",
                $"{name}={Day("2035-01-01")}&{to}={Day("2035-01-31")}",
                $"{name}={Day("2035-01-01")}",
            ];
        }
        return name.EndsWith("To", StringComparison.Ordinal) || name == "to"
            ? [$"{name}={Day("2019-01-01")}"]
            : ValuesOf(operation, name, schema).Select(v => $"{name}={Uri.EscapeDataString(v)}");
    }

    private async Task PagesAsync(ContractOperation operation, string query)
    {
        var first = await caller.DoAsync(operation.OperationId, null, query);
        if (first["nextCursor"]?.GetValue<string>() is { } cursor)
            await caller.DoAsync(operation.OperationId, null, $"{query}&cursor={Uri.EscapeDataString(cursor)}");
    }

    private IEnumerable<string> ValuesOf(string operation, string name, JsonObject schema) =>
        (name, schema) switch
        {
            (_, { } s) when s["enum"] is JsonArray values => values.Select(v => v!.ToString()),
            (_, { } s) when s["items"]?["enum"] is JsonArray { Count: 1 } only => [$"{only[0]}"],
            // Each by itself, the first with the last, which hardly occur together, and all.
            (_, { } s) when s["items"]?["enum"] is JsonArray values =>
            [
                .. values.Select(v => v!.ToString()),
                $"{values[0]},{values[^1]}",
                string.Join(',', values.Select(v => v!.ToString())),
            ],
            (_, { } s) when s["type"]!.ToString() == "boolean" => ["true", "false"],
            ("fields", _) => ["id"],
            ("day", _) => ["2026-06-01", "2035-01-01"],
            ("q", _) => ["Rossi", "zzz nessuno"],
            ("organization", _) => [Organization],
            ("debtorFiscalCode" or "fiscalCode", _) => ["RSSMRA80A01H501U", Bianchi, Verdi],
            ("serviceCode", _) => [Service, "NESSUNO"],
            ("externalId", _) => [$"P-{Mark}", "nessuno"],
            ("iuv", _) => [Ids["noticeNumber"][1..], "01999999999999999"],
            ("noticeNumber", _) => [Ids["noticeNumber"], "301999999999999999"],
            ("iur", _) => [$"R{Ids["noticeNumber"][1..]}", "nessuno"],
            ("pspId", _) => ["PPAYITR1XXX", "NESSUNO"],
            ("flowId", _) when operation is "listPositions" or "listNotices" => [Ids["flow"], "flw_00000000000000000000000000"],
            ("flussoId", _) => [_booked, "NESSUNO"],
            ("positionId", _) => [Ids["position"]],
            ("instalmentId", _) => ["ins_00000000000000000000000000"],
            ("replacementId", _) => [Ids["replacement"]],
            ("statementId", _) => [Ids["statement"]],
            ("movementId", _) => [Ids["movement"]],
            ("reversaleId", _) => [Ids["reversale"]],
            ("provvisorio", _) => [$"P{Mark}1", "nessuno"],
            ("prefix", _) => ["0101100", "9999999"],
            ("validOn", _) => ["2026-06-01", "1900-01-01"],
            ("amountCents", _) => ["10000", "123"],
            ("minScore", _) => ["1", "99"],
            ("year" or "accertamentoYear", _) => ["2026", "2001"],
            ("number" or "accertamentoNumber", _) => [Mark, "nessuno"],
            ("chapter", _) => ["3.100", "nessuno"],
            ("operationId", _) => ["createPosition", "nessuna"],
            ("clientId", _) => [TestKit.TestApi.AdminClientId, "nessuno"],
            ("resource", _) => [Ids["position"], "nessuno"],
            ("kind", _) => ["flow.validate", "nessuno.mai"],
            ("type", _) => ["position.created", "iban.changed"],
            ("subjectId", _) => [Ids["position"], "nessuno"],
            _ => throw new ShouldAssertException($"There is a filter '{name}' that this test has no value for."),
        };
}
