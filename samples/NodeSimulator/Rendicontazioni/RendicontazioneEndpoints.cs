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
            "/fdr/{flussoId}/xml",
            (string flussoId, Book book) =>
                book.FindFlow(flussoId) is { } flow
                    ? Results.File(FlowXml.Write(flow), "application/xml", $"{flussoId}.xml")
                    : Unknown(flussoId)
        );
        app.MapPost(
            "/fdr/{flussoId}/revise",
            (string flussoId, FlowRevision revision, Book book) =>
            {
                if (book.FindFlow(flussoId) is not { } flow)
                    return Unknown(flussoId);
                if (revision.Problem(flow) is { } problem)
                    return Results.Problem(problem, statusCode: 422);
                var revised = book.Revise(flow, revision.Apply(flow));
                book.Save();
                return Results.Ok(FlowSummary.Of(revised));
            }
        );
        app.MapPost(
            "/fdr/{flussoId}/publish",
            (string flussoId, FlowPublication publication, Book book) =>
            {
                if (book.FindFlow(flussoId) is not { } flow)
                    return Unknown(flussoId);
                if (publication.PublishedAt > book.Now)
                    return Results.Problem("publishedAt is in the future.", statusCode: 422);
                var published = book.Publish(flow, publication.PublishedAt);
                book.Save();
                return Results.Ok(FlowSummary.Of(published));
            }
        );
        app.MapDelete(
            "/fdr/{flussoId}",
            (string flussoId, Book book) =>
            {
                if (book.FindFlow(flussoId) is not { } flow)
                    return Unknown(flussoId);
                var deleted = book.Delete(flow);
                book.Save();
                return Results.Ok(FlowSummary.Of(deleted));
            }
        );
    }

    private static IResult Unknown(string flussoId) =>
        Results.Problem($"No flow {flussoId}: GET /fdr?organization= lists them.", statusCode: 404);
}

/// <summary>When a flow is to have been published; now, when it does not say.</summary>
public sealed record FlowPublication(DateTimeOffset? PublishedAt = null);

/// <summary>PublishedAt is absent when organizations are told of the flow no more.</summary>
public sealed record FlowSummary(
    string FlussoId,
    string PspId,
    DateOnly RegulationDate,
    string RegulationId,
    DateTimeOffset FlussoDateTime,
    int Revision,
    int PaymentsCount,
    long TotalCents,
    IReadOnlyList<string> ReceiptIds,
    DateTimeOffset? PublishedAt
)
{
    internal static FlowSummary Of(ReportedFlow flow) =>
        new(
            flow.FlussoId,
            flow.PspId,
            flow.RegulationDate,
            flow.RegulationId,
            flow.FlussoDateTime,
            flow.Revision,
            flow.Rows.Count,
            flow.TotalCents,
            [.. flow.Rows.Select(row => row.Iur)],
            flow.IsDeleted ? null : flow.PublishedAt
        );
}
