using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class ListFlowRowsTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task Rows_are_found_by_verdict_and_by_what_they_say()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $";;{FlowScene.Rossi};Mario Rossi;{FlowScene.Service};Quota;10,00;;;",
                $";;{FlowScene.Bianchi};Laura Bianchi;{FlowScene.Service};Quota;10,00;;;",
                $";;X;Laura Bianchi;{FlowScene.Service};Quota;10,00;;;"
            )
        );
        (await scene.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { Verdict = ["rejected"] }))
            .Items.Single()
            .RowNumber.ShouldBe(4);
        (await scene.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { Q = "bianchi" })).Items.Count.ShouldBe(2);
        (await scene.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { Q = "rssmra" })).Items.Single().RowNumber.ShouldBe(2);
        var page = await scene.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { Limit = 2 });
        page.Items.Select(r => r.RowNumber).ShouldBe([2, 3]);
        (await scene.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { Limit = 2, Cursor = page.NextCursor }))
            .Items.Single()
            .RowNumber.ShouldBe(4);
    }

    [Theory]
    [InlineData("rossi mar", 2)]
    [InlineData("rssmra80", 2)]
    [InlineData("albo-00", 3)]
    [InlineData("QUOTA", 3)]
    [InlineData("100%", 4)]
    [InlineData("a_b", 0)]
    public async Task Rows_are_found_by_name_fiscal_code_external_id_and_description(string q, int row)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $"X-1;;{FlowScene.Rossi};Rossi Mario;{FlowScene.Service};Diritti;10,00;;;",
                $"ALBO-007;;{FlowScene.Bianchi};Bianchi Laura;{FlowScene.Service};Quota annuale;10,00;;;",
                $"X-3;;{FlowScene.Entity(1)};Società 100%;{FlowScene.Service};Canone;10,00;;;"
            )
        );

        var found = await scene.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { Q = q });

        found.Items.Select(r => r.RowNumber).ShouldBe(row == 0 ? [] : [row]);
    }

    [Fact]
    public async Task What_was_issued_is_found_by_its_payment_and_what_is_doubtful_by_its_warnings()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(Row("A-1", 1), Row("A-2", 2))));
        var flow = await scene.CheckedAsync(FlowScene.Csv(Row("A-1", 1), Row("B-2", 3)));
        flow = await scene.GeneratedAsync(flow);
        var paid = (await scene.RowsAsync(flow))[1];
        await scene.SqlAsync(
            $"""
            UPDATE instalments SET state = 'paid', paid_at = now(), paid_cents = amount_cents
            WHERE organization_id = '{scene.Organization}' AND notice_number = '{paid.NoticeNumber}'
            """
        );

        (await NumbersAsync(isPaid: true)).ShouldBe([3]);
        (await NumbersAsync(isPaid: false)).ShouldBeEmpty();
        (await NumbersAsync(hasWarnings: true)).ShouldBe([2]);
        (await NumbersAsync(hasWarnings: false)).ShouldBe([3]);

        async Task<IEnumerable<int>> NumbersAsync(bool? isPaid = null, bool? hasWarnings = null) =>
            (
                await scene.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { IsPaid = isPaid, HasWarnings = hasWarnings })
            ).Items.Select(r => r.RowNumber);

        static string Row(string code, int debtor) =>
            $"{code};;{FlowScene.Entity(debtor)};Società;{FlowScene.Service};Quota;10,00;31/12/2030;;";
    }

    [Fact]
    public async Task Rows_of_another_organization_are_not_found()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var other = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(FlowScene.Many(2));

        foreach (var id in new[] { flow.Id, "flw_nothing" })
            await RefusalAsync(404, "flow-not-found", () => other.Flows.ListRowsAsync(other.Organization, id));
    }
}
