using System.Globalization;
using System.Text.Json;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.NodeSimulator.Gateway;
using PagoDigitale.NodeSimulator.Psps;
using PagoDigitale.NodeSimulator.Rendicontazioni;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>What the service tells an organization of its flows.</summary>
internal sealed class FdrFlows(Book book)
{
    private const int DaysKept = 30;

    /// <summary>A page of the flows published lately, each with its newest revision. What was paid meanwhile is reported first.</summary>
    public ServiceAnswer List(FdrQuestion question, int page)
    {
        var (publishedGt, flowDate, size) = (question.PublishedGt, question.FlowDate, question.Size);
        CheckOrganization(question);
        if (question.Psp is { } psp)
            CheckPsp(psp);
        var oldest = book.Now.AddDays(-DaysKept);
        var flows = book.FlowsOf(question.Organization)
            .Where(flow => !flow.IsDeleted && flow.PublishedAt >= oldest)
            .Where(flow => publishedGt is null || flow.PublishedAt > publishedGt)
            .Where(flow => flowDate is null || flow.FlussoDateTime > flowDate)
            .Where(flow => question.Psp is null || flow.PspId == question.Psp)
            .OrderBy(flow => flow.PublishedAt)
            .ThenBy(flow => flow.FlussoId, StringComparer.Ordinal)
            .ToList();
        book.Save();
        var before = (int)Math.Min((page - 1L) * size, flows.Count);
        var list = new FdrList(
            new(size, page, Math.Max(1, (flows.Count + size - 1) / size)),
            flows.Count,
            [.. flows.Skip(before).Take(size).Select(ListedFlow.Of)]
        );
        return ServiceAnswer.Ok(JsonSerializer.SerializeToUtf8Bytes(list, ServiceAnswer.Json));
    }

    public ServiceAnswer Header(FdrQuestion question)
    {
        var flow = Find(question);
        return ServiceAnswer.Ok(FlussoJsonWriter.WriteFlow(new(FlowContent.HeaderOf(flow), flow.PspId, flow.Revision, flow.PublishedAt)));
    }

    public ServiceAnswer Payments(FdrQuestion question, int page)
    {
        var size = question.Size;
        return ServiceAnswer.Ok(FlussoJsonWriter.WritePage(FlowContent.RowsOf(Find(question)), page, size));
    }

    private ReportedFlow Find(FdrQuestion question)
    {
        var revision = question.Revision;
        CheckOrganization(question);
        CheckPsp(question.PspOfPath);
        return
            book.FindPublished(question.Fdr, revision) is { } flow
            && flow.Organization == question.Organization
            && flow.PspId == question.PspOfPath
            ? flow
            : throw new FdrRefusal(FdrError.FlowNotFound, "fdr", $"There is no flow {question.Fdr} with the revision {revision}.");
    }

    private void CheckOrganization(FdrQuestion question)
    {
        if (book.KnownIban(question.Organization) is null)
            throw new FdrRefusal(
                FdrError.UnknownOrganization,
                "organizationId",
                $"Nothing was ever paid to the organization {question.Organization}."
            );
    }

    private void CheckPsp(string psp)
    {
        if (KnownPsps.Find(psp) is null && !book.HasFlowsOf(psp))
            throw new FdrRefusal(FdrError.UnknownPsp, "pspId", $"There is no PSP {psp}.");
    }

    private sealed record FdrList(FdrMetadata Metadata, int Count, IReadOnlyList<ListedFlow> Data);

    private sealed record FdrMetadata(int PageSize, int PageNumber, int TotPage);

    private sealed record ListedFlow(string Fdr, string PspId, int Revision, string Published, string FlowDate)
    {
        public static ListedFlow Of(ReportedFlow flow) =>
            new(flow.FlussoId, flow.PspId, flow.Revision, Text(flow.PublishedAt), Text(flow.FlussoDateTime));

        private static string Text(DateTimeOffset instant) =>
            instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }
}
