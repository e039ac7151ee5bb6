using PagoDigitale.Quickstart.Members;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>A member's notice.</summary>
public sealed record IssuedNotice(Member Member, string NoticeNumber, string Iuv, string PositionId);

/// <summary>What the flow brought about.</summary>
public sealed record IssuedFlow(string FlowId, IReadOnlyList<IssuedNotice> Notices, FlowCounts Counts)
{
    public Sum Sum => Sum.Of(Notices.Select(notice => notice.Member.AmountCents));
}

/// <summary>Loads the members' spreadsheet, looks at what is wrong with it, leaves two members out and confirms.</summary>
public sealed class IssueNotices(Tools tools)
{
    private const int PageLimit = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<IssuedFlow> RunAsync(CancellationToken cancellationToken)
    {
        var options = tools.Options;
        var members = MemberGenerator.Make(options.MembersCount, options.Year, DueDate);
        // The last one is in arrears: the notice can be issued, and will have expired when the member comes to pay.
        members = [.. members.SkipLast(1), members[^1] with { DueDate = options.Today.AddDays(-10) }];
        var flow = await LoadAsync(members, cancellationToken);
        await PreviewAsync(flow, cancellationToken);
        return await GenerateAsync(flow.Id, members, cancellationToken);
    }

    private DateOnly DueDate => tools.Options.Today.AddDays(60);

    private async Task<Flow> LoadAsync(IReadOnlyList<Member> members, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Load the members' spreadsheet");
        var bad = BadRows.Make(members, tools.Options.Year);
        // The bad rows come in between, as they do in real files.
        var lines = members.Select(member => SheetLine.Of(member, tools.Options.Year)).ToList();
        for (var i = 0; i < bad.Count; i++)
            lines.Insert((i + 1) * lines.Count / (bad.Count + 1), bad[i]);
        using var file = new MemoryStream(MembersWorkbook.Write(lines));
        var flow = await tools.Client.Flows.UploadAsync(
            tools.Organization,
            $"iscritti-{tools.Options.Year}.xlsx",
            file,
            new()
            {
                ServiceCode = CreateOrganization.ServiceCode,
                Description = $"Quota di iscrizione {tools.Options.Year}",
                ExternalId = $"QUOTE-{tools.Options.Year}",
            },
            cancellationToken: cancellationToken
        );
        step.At(1, 2);
        flow = await tools.Client.Flows.WaitUntilReadyAsync(tools.Organization, flow.Id, Patience, cancellationToken);
        if (flow.State != FlowStates.Ready)
            throw new MainJobFailedException($"The flow is {flow.State}: {flow.Failure?.Message}");
        Expect.Equal("rows of the flow", lines.Count, flow.Counts.Rows);
        Expect.Equal("rejected rows", bad.Count, flow.Counts.Rejected);
        Expect.Equal("valid rows", members.Count, flow.Counts.Valid);
        step.At(2, 2);
        step.Say($"{flow.Counts.Rows} rows: {flow.Counts.Valid} good, {flow.Counts.Rejected} rejected");
        return flow;
    }

    private async Task PreviewAsync(Flow flow, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Look at the preview, leave two members out");
        var rejected = new List<FlowRow>();
        await foreach (
            var row in tools.Client.Flows.ListAllRowsAsync(
                tools.Organization,
                flow.Id,
                new() { Verdict = [RowVerdicts.Rejected] },
                cancellationToken: cancellationToken
            )
        )
            rejected.Add(row);
        Expect.Equal("rejected rows that say why", flow.Counts.Rejected, rejected.Count(row => row.Errors.Count > 0));
        Expect.Equal("kinds of error", rejected.Count, rejected.Select(row => row.Errors[0].Code).Distinct().Count());
        var valid = await tools.Client.Flows.ListRowsAsync(
            tools.Organization,
            flow.Id,
            new() { Verdict = [RowVerdicts.Valid], Limit = tools.Options.ExcludedCount },
            cancellationToken: cancellationToken
        );
        var selection = new FlowRowSelection { RowNumbers = [.. valid.Items.Select(row => row.RowNumber)] };
        var changed = await tools.Client.Flows.ExcludeRowsAsync(
            tools.Organization,
            flow.Id,
            selection,
            cancellationToken: cancellationToken
        );
        Expect.Equal("excluded rows", tools.Options.ExcludedCount, changed.Counts.Excluded);
        step.At(1, 1);
        step.Say($"{rejected.Count} kinds of error, such as {rejected[0].Errors[0].Code}; {changed.Counts.Excluded} excluded");
    }

    private async Task<IssuedFlow> GenerateAsync(string flowId, IReadOnlyList<Member> members, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Confirm and issue the positions");
        await tools.Client.Flows.ConfirmAsync(tools.Organization, flowId, cancellationToken: cancellationToken);
        var flow = await tools.Client.Flows.WaitUntilCompletedAsync(tools.Organization, flowId, Patience, cancellationToken);
        if (flow.State is not (FlowStates.Completed or FlowStates.CompletedWithRejects))
            throw new MainJobFailedException($"The flow is {flow.State}: {flow.Failure?.Message}");
        var byCode = members.ToDictionary(member => member.Code, StringComparer.Ordinal);
        var notices = new List<IssuedNotice>(members.Count);
        await foreach (
            var row in tools.Client.Flows.ListAllRowsAsync(
                tools.Organization,
                flowId,
                new() { Verdict = [RowVerdicts.Generated], Limit = PageLimit },
                cancellationToken: cancellationToken
            )
        )
        {
            var member = byCode[row.ExternalId!];
            Expect.Equal($"amount of {row.ExternalId}", member.AmountCents, row.AmountCents!.Value);
            notices.Add(new IssuedNotice(member, row.NoticeNumber!, row.Iuv!, row.PositionId!));
        }
        var issued = new IssuedFlow(flowId, notices, flow.Counts);
        Expect.Equal("notices", members.Count - tools.Options.ExcludedCount, issued.Notices.Count);
        Expect.Equal("different notice numbers", notices.Count, notices.DistinctBy(notice => notice.NoticeNumber).Count());
        Expect.Equal("amount of the flow", issued.Sum.Cents, flow.Amounts.GeneratedCents);
        step.At(1, 1);
        step.Say($"{notices.Count} positions, {Euro.Text(issued.Sum.Cents)}");
        return issued;
    }
}
