using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using GenerateFlow = PagoDigitale.Api.Features.Flows.Generation.GenerateFlow;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>Load, correct, load again: what came back is understood, and nothing is issued twice unless somebody says so.</summary>
public sealed class FlowAgainTests(FlowApi host) : IClassFixture<FlowApi>
{
    private static readonly string[] Rows =
    [
        $"A-1;;{FlowScene.Rossi};Rossi Mario;{FlowScene.Service};Quota;10,00;31/12/2030;;",
        $";;{FlowScene.Bianchi};=Bianchi;{FlowScene.Service};Quota;20,00;31/12/2030;;",
        $"A-3;;XX;\"Verdi; Anna\";{FlowScene.Service};Quota;30,00;31/12/2030;;",
    ];

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task The_outcome_corrected_issues_only_what_had_been_wrong(string format)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(Rows)));
        var notices = (await scene.RowsAsync(first)).Select(r => r.NoticeNumber).ToList();
        var outcome = await OutcomeAsync(scene, first, format);

        var second = await scene.CheckedAsync(
            format == "csv"
                ? Corrected(outcome)
                : Workbook.Of([.. Sheet(outcome).Select(r => r.Select(object? (c) => c == "XX" ? FlowScene.Entity(1) : c).ToArray())])
        );

        second.Failure.ShouldBeNull();
        var rows = await scene.RowsAsync(second);
        rows.Select(r => r.Verdict).ShouldBe(["excluded", "excluded", "valid"]);
        rows[0]
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => w.Code.ShouldBe("already-issued"),
                w => w.Remedy.ShouldContain("another code"),
                w => w.NoticeNumber.ShouldBe(notices[0])
            );
        rows[1]
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => w.Code.ShouldBe("already-issued"),
                w => w.Value.ShouldBe(notices[1]),
                w => w.NoticeNumber.ShouldBe(notices[1])
            );
        var told = Sheet(await OutcomeAsync(scene, second, "xlsx"));
        var column = Array.LastIndexOf(told[0], "numero_avviso");
        (told[1][column], told[2][column], told[3][column]).ShouldBe((notices[0], notices[1], ""));
        rows[1].DebtorName.ShouldBe("=Bianchi", "the apostrophe against formulas is ours");
        var done = await scene.GeneratedAsync(second);
        (await scene.RowsAsync(done)).Count(r => r.NoticeNumber is not null).ShouldBe(1);
        (await scene.OutcomeAsync(done)).Split("\r\n")[0].Split(';').Count(c => c == "esito").ShouldBe(1, "an outcome is told once");
    }

    /// <summary>
    /// A row that asks for what an option of a position asks at once would be paid beside it, whichever option was written first.
    /// </summary>
    [Fact]
    public async Task What_a_position_of_several_options_asks_at_once_was_issued_already()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var day = new DateOnly(2030, 12, 31);
        var position = await host.Api.Admin.Positions.CreateAsync(
            scene.Organization,
            new()
            {
                ServiceCode = FlowScene.Service,
                Description = "Quota",
                Debtor = new()
                {
                    Type = "F",
                    FiscalCode = FlowScene.Bianchi,
                    Name = "Bianchi",
                },
                PaymentOptions =
                [
                    new() { Kind = "reduced", Instalments = [new() { AmountCents = 1_500, ValidUntil = day.AddYears(-1) }] },
                    new() { Instalments = [new() { AmountCents = 2_000, DueDate = day }] },
                    new() { Instalments = [new() { AmountCents = 700, DueDate = day }, new() { AmountCents = 1_300, DueDate = day }] },
                ],
            }
        );

        var rows = await scene.RowsAsync(await scene.CheckedAsync(FlowScene.Csv(Rows[1], With(Rows[1], "20,00", "7,00"))));

        rows.Select(r => r.Verdict).ShouldBe(["excluded", "valid"]);
        rows[0].Warnings.Single().NoticeNumber.ShouldBe(position.PaymentOptions[1].Instalments[0].NoticeNumber);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_code_issued_before_repeats_its_debt_or_is_taken(bool isGrouped)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        string[] rows = [Rows[0], With(With(Rows[0], "A-1", "A-2"), "10,00", "5,00")];
        var first = await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(rows), groupByDebtor: isGrouped));
        var notices = (await scene.RowsAsync(first)).Select(r => r.NoticeNumber).ToList();

        var again = await scene.CheckedAsync(FlowScene.Csv([.. rows.Reverse()]), groupByDebtor: isGrouped);

        var repeated = await scene.RowsAsync(again);
        repeated
            .Select(r => (r.Verdict, r.Warnings.Single().Code, r.Warnings.Single().NoticeNumber))
            .ShouldBe([("excluded", "already-issued", notices[1]), ("excluded", "already-issued", notices[0])]);
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(
            scene.Flows.IncludeRowsAsync(scene.Organization, again.Id, new FlowRowSelection { RowNumbers = [2] })
        );
        refused.Problem!.Errors!.ShouldHaveSingleItem().Code.ShouldBe("external-id-taken");
        foreach (
            var (part, other) in new[]
            {
                ("10,00", "11,00"),
                ("2030", "2031"),
                (FlowScene.Rossi, FlowScene.Bianchi),
                (FlowScene.Service, FlowScene.PlainService),
            }
        )
        {
            var flow = await scene.CheckedAsync(FlowScene.Csv(With(Rows[0], part, other)), groupByDebtor: isGrouped);
            var error = (await scene.RowsAsync(flow))[0].Errors.ShouldHaveSingleItem();
            (error.Code, error.NoticeNumber).ShouldBe(("external-id-taken", notices[0]));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_code_issued_after_the_check_is_left_out_when_it_repeats_its_debt(bool isGrouped)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        string[] rows = [Rows[0], With(With(Rows[0], "A-1", "A-2"), "10,00", "5,00")];
        var (first, second) = (
            await scene.CheckedAsync(FlowScene.Csv(rows), groupByDebtor: isGrouped),
            await scene.CheckedAsync(FlowScene.Csv([.. rows.Reverse()]), groupByDebtor: isGrouped)
        );
        second.Counts.Valid.ShouldBe(2);
        await scene.GeneratedAsync(first);

        var after = await scene.GeneratedAsync(second);

        (after.State, after.Counts.Excluded, after.Counts.Rejected, after.Counts.Valid, after.Counts.Warned).ShouldBe(
            ("completed", 2, 0, 0, 2)
        );
        after.Amounts.ExcludedCents.ShouldBe(1_500);
        (await scene.RowsAsync(after)).ShouldAllBe(r => r.Warnings.Single().Code == "already-issued" && r.Errors.Count == 0);
    }

    [Fact]
    public async Task The_code_of_a_cancelled_position_is_to_be_reopened_not_removed()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var issued = (await scene.RowsAsync(await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(Rows[0])))))[0];
        await host.Api.Admin.Positions.CancelAsync(scene.Organization, issued.PositionId!, new() { Reason = "Sgravio" });

        var error = (
            await scene.RowsAsync(await scene.CheckedAsync(FlowScene.Csv(Rows[0].Replace("10,00", "11,00", StringComparison.Ordinal))))
        )[0]
            .Errors.ShouldHaveSingleItem();

        (error.Code, error.NoticeNumber).ShouldBe(("external-id-taken", issued.NoticeNumber));
        error.Message.ShouldContain("cancelled");
        error.Remedy.ShouldContain("reopenPosition");
        error.Remedy.ShouldNotContain("Remove");
    }

    [Fact]
    public async Task A_debt_issued_before_is_issued_again_only_when_included()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(Rows[1])));

        var again = await scene.CheckedAsync(
            FlowScene.Csv(
                Rows[1],
                $"B-1{Rows[1]}",
                Rows[1].Replace("20,00", "21,00", StringComparison.Ordinal),
                Rows[1].Replace("2030", "2031", StringComparison.Ordinal)
            )
        );

        (await scene.RowsAsync(again))
            .Select(r => r.Verdict)
            .ShouldBe(["excluded", "excluded", "valid", "valid"], "another code does not tell it from one without a code");
        (again.Counts.Excluded, again.Counts.Warned).ShouldBe((2, 2));
        await scene.Flows.IncludeRowsAsync(scene.Organization, again.Id, new FlowRowSelection { RowNumbers = [2] });
        var current = await scene.Flows.ReadAsync(scene.Organization, again.Id);
        await scene.Flows.ChangeAsync(scene.Organization, again.Id, current.Version, new FlowChange { CommonDescription = "Quota 2030" });
        await host.Api.RunJobsAsync();
        (await scene.RowsAsync(again))
            .Select(r => r.Verdict)
            .ShouldBe(["valid", "excluded", "valid", "valid"], "what somebody decided outlives a new check");
        (await scene.GeneratedAsync(current)).Counts.Generated.ShouldBe(3);
    }

    [Fact]
    public async Task Debts_told_apart_by_their_codes_or_cancelled_are_no_repetition()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(Rows[0], Rows[1])));
        await host.Api.Admin.Positions.CancelAsync(
            scene.Organization,
            (await scene.RowsAsync(first))[1].PositionId!,
            new() { Reason = "errore" }
        );

        var again = await scene.CheckedAsync(FlowScene.Csv(Rows[0].Replace("A-1", "A-9", StringComparison.Ordinal), Rows[1]));

        (await scene.RowsAsync(again)).ShouldAllBe(r => r.Verdict == "valid" && r.Warnings.Count == 0);
    }

    [Fact]
    public async Task Grouped_rows_are_compared_with_the_position_they_would_make()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        string[] rows = [Rows[1], Rows[1].Replace("20,00", "5,00", StringComparison.Ordinal)];
        await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(rows), groupByDebtor: true));

        var same = await scene.CheckedAsync(FlowScene.Csv([.. rows.Reverse()]), groupByDebtor: true);
        var other = await scene.CheckedAsync(
            FlowScene.Csv(rows[1], Rows[1].Replace("20,00", "19,00", StringComparison.Ordinal)),
            groupByDebtor: true
        );

        (await scene.RowsAsync(same)).Select(r => r.Verdict).ShouldBe(["excluded", "excluded"]);
        (await scene.RowsAsync(other)).Select(r => r.Verdict).ShouldBe(["valid", "valid"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_flows_checked_side_by_side_the_second_issues_nothing_twice(bool isGrouped)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var (first, second) = (
            await scene.CheckedAsync(FlowScene.Csv(Rows[0], Rows[1]), groupByDebtor: isGrouped),
            await scene.CheckedAsync(
                FlowScene.Csv(
                    Rows[1],
                    Rows[1]
                        .Replace("20,00", "21,00", StringComparison.Ordinal)
                        .Replace(FlowScene.Bianchi, FlowScene.Entity(7), StringComparison.Ordinal)
                ),
                groupByDebtor: isGrouped
            )
        );
        (await scene.RowsAsync(second)).ShouldAllBe(r => r.Verdict == "valid");
        await scene.GeneratedAsync(first);
        var notice = (await scene.RowsAsync(first)).Single(r => r.AmountCents == 2_000).NoticeNumber;

        var after = await scene.GeneratedAsync(second);

        var rows = await scene.RowsAsync(after);
        rows.Select(r => r.Verdict).ShouldBe(["excluded", "generated"]);
        rows[0]
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => w.Code.ShouldBe("already-issued"),
                w => w.Value.ShouldBe(notice),
                w => w.Remedy.ShouldContain("after this flow was checked")
            );
        (after.State, after.Counts.Generated, after.Counts.Excluded, after.Counts.Warned, after.Counts.Valid).ShouldBe(
            ("completed", 1, 1, 1, 0)
        );
        (after.Amounts.ExcludedCents, after.Amounts.GeneratedCents).ShouldBe((2_000, 2_100));
        (await scene.OutcomeAsync(after)).ShouldContain($"Already issued as notice {notice}");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM positions WHERE organization_id = {org}")).ShouldBe(3);
    }

    [Fact]
    public async Task Two_flows_confirmed_at_one_moment_issue_each_debt_once()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        string[] rows =
        [
            .. Enumerable
                .Range(1, 300)
                .Select(i => $";;{FlowScene.Entity(i)};Società {i};{FlowScene.Service};Quota {i};10,00;31/12/2030;;"),
        ];
        var flows = new List<Flow>();
        for (var i = 0; i < 2; i++)
            flows.Add(await scene.CheckedAsync(FlowScene.Csv([.. rows.Skip(i), .. rows.Take(i)])));
        foreach (var flow in flows)
            await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);

        await Task.WhenAll(flows.Select(f => Task.Run(() => GenerateAsync(scene, f))));
        await host.Api.RunJobsAsync();

        (await scene.ScalarAsync<long>("SELECT count(*) FROM positions WHERE organization_id = {org}")).ShouldBe(300);
        var counts = (await Task.WhenAll(flows.Select(f => scene.Flows.ReadAsync(scene.Organization, f.Id))))
            .Select(f => f.Counts)
            .ToList();
        (counts.Sum(c => c.Generated), counts.Sum(c => c.Excluded), counts.Sum(c => c.Valid)).ShouldBe((300, 300, 0));
    }

    [Fact]
    public async Task What_was_included_by_hand_is_issued_and_what_a_flow_itself_repeats_too()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(Rows[1])));
        var again = await scene.CheckedAsync(FlowScene.Csv(Rows[1], Rows[1].Replace("Quota", "Mora", StringComparison.Ordinal)));
        await scene.Flows.IncludeRowsAsync(scene.Organization, again.Id, new FlowRowSelection { RowNumbers = [2, 3] });

        (await scene.GeneratedAsync(again)).Counts.Generated.ShouldBe(2);

        string[] alike =
        [
            Rows[1].Replace("20,00", "5,00", StringComparison.Ordinal),
            Rows[1].Replace("20,00", "5,00", StringComparison.Ordinal).Replace("Quota", "Mora", StringComparison.Ordinal),
        ];
        var repeated = await scene.CheckedAsync(FlowScene.Csv(alike));
        await scene.Flows.ConfirmAsync(scene.Organization, repeated.Id);
        await scene.GenerateChunkAsync(repeated, 1);
        await host.Api.RunJobsAsync();
        (await scene.Flows.ReadAsync(scene.Organization, repeated.Id)).Counts.Generated.ShouldBe(2);
    }

    private static async Task GenerateAsync(FlowScene scene, Flow flow)
    {
        PublicId.TryParse(flow.Id, "flw", out var id).ShouldBeTrue();
        await using var scope = scene.Api.Services.CreateAsyncScope();
        var job = new Job(Guid.NewGuid(), GenerateFlow.Kind, scene.Organization, $$"""{"flowId":"{{id}}"}""", 1);
        await scope.ServiceProvider.GetRequiredService<GenerateFlow>().RunAsync(job, 40, default);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task The_rejects_are_a_file_of_their_own(string format)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Csv(Rows));

        var outcome = await OutcomeAsync(scene, flow, format, "rejected");

        var line = (
            format == "csv"
                ? Encoding.UTF8.GetString(outcome).TrimEnd().Split("\r\n").Skip(1).Select(l => l.Split(';')[0])
                : Sheet(outcome).Skip(1).Select(r => r[0])
        ).ShouldHaveSingleItem();
        line.ShouldBe("A-3");
    }

    [Fact]
    public async Task A_workbook_of_the_outcome_keeps_every_digit_as_text()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(Rows)));

        var sheet = Sheet(await OutcomeAsync(scene, flow, "xlsx"));

        sheet[0]
            .ShouldBe([
                .. FlowScene.Header.Split(';'),
                "esito",
                "codice",
                "campo",
                "messaggio",
                "rimedio",
                "numero_avviso",
                "iuv",
                "avvertenze",
            ]);
        sheet[1][15].ShouldBe((await scene.RowsAsync(flow))[0].NoticeNumber);
        sheet[2][3].ShouldBe("=Bianchi");
        sheet[1][6].ShouldBe("10,00");
    }

    [Theory]
    [InlineData("pdf", null)]
    [InlineData(null, "lost")]
    public async Task A_format_or_verdict_nobody_knows_is_refused(string? format, string? verdict)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Csv(Rows));
        (
            await Should.ThrowAsync<PagoDigitaleException>(() =>
                scene.Flows.DownloadOutcomeAsync(scene.Organization, flow.Id, new() { Format = format, Verdict = verdict })
            )
        ).Status.ShouldBe(400);
    }

    private static string With(string row, string part, string other) => row.Replace(part, other, StringComparison.Ordinal);

    private static byte[] Corrected(byte[] outcome) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(outcome).Replace(";XX;", $";{FlowScene.Entity(1)};", StringComparison.Ordinal));

    private static async Task<byte[]> OutcomeAsync(FlowScene scene, Flow flow, string format, string? verdict = null)
    {
        using var file = await scene.Flows.DownloadOutcomeAsync(scene.Organization, flow.Id, new() { Format = format, Verdict = verdict });
        file.FileName.ShouldEndWith($".{format}");
        return await file.ReadBytesAsync();
    }

    private static List<string[]> Sheet(byte[] file) => Workbook.Texts(file);
}
