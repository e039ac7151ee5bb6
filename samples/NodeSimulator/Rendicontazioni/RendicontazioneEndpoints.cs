using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Rendicontazioni;

internal static class RendicontazioneEndpoints
{
    public static void MapRendicontazioni(this WebApplication app)
    {
        app.MapGet(
            "/fdr",
            (string organization, Book book) =>
            {
                var flows = book.FlowsOf(organization).Select(FlowSummary.Of).ToList();
                book.Save();
                return Results.Ok(new { items = flows });
            }
        );
        app.MapGet(
            "/fdr/{flowId}/xml",
            (string flowId, Book book) =>
                book.FindFlow(flowId) is { } flow ? Results.File(FlowXml.Write(flow), "application/xml", $"{flowId}.xml") : Unknown(flowId)
        );
        app.MapPost(
            "/fdr/{flowId}/revise",
            (string flowId, FlowRevision revision, Book book) =>
            {
                if (book.FindFlow(flowId) is not { } flow)
                    return Unknown(flowId);
                if (revision.Problem(flow) is { } problem)
                    return Results.Problem(problem, statusCode: 422);
                var revised = book.Revise(flow, revision.Apply(flow));
                book.Save();
                return Results.Ok(FlowSummary.Of(revised));
            }
        );
    }

    private static IResult Unknown(string flowId) =>
        Results.Problem($"No flow {flowId}: GET /fdr?organization= lists them.", statusCode: 404);
}

public sealed record FlowSummary(
    string FlowId,
    string PspId,
    DateOnly RegulationDate,
    string RegulationId,
    DateTimeOffset FlowDateTime,
    int Revision,
    int PaymentsCount,
    long TotalCents,
    IReadOnlyList<string> ReceiptIds
)
{
    internal static FlowSummary Of(ReportedFlow flow) =>
        new(
            flow.FlowId,
            flow.PspId,
            flow.RegulationDate,
            flow.RegulationId,
            flow.FlowDateTime,
            flow.Revision,
            flow.Rows.Count,
            flow.TotalCents,
            [.. flow.Rows.Select(row => row.Iur)]
        );
}
