using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Whoever looks for a name types it as the keyboard at hand allows: no accents, one apostrophe, one blank.</summary>
public sealed class SearchTests(OneApi one) : IClassFixture<OneApi>
{
    private static readonly string[] Names = ["D’Alò Niccolò", "Dell'Àquila Rosa", "Müller Jürgen", "DE  ROSSI NICCOLO'"];

    [Theory]
    [InlineData("D'Al", "D’Alò Niccolò")]
    [InlineData("D'ALO", "D’Alò Niccolò")]
    [InlineData("d’alò niccolo'", "D’Alò Niccolò")]
    [InlineData("dell'a", "Dell'Àquila Rosa")]
    [InlineData("dell´aquila", "Dell'Àquila Rosa")]
    [InlineData("muller", "Müller Jürgen")]
    [InlineData("Mu\u0308ller  jurgen", "Müller Jürgen")]
    [InlineData("De Rossi Niccolò", "DE  ROSSI NICCOLO'")]
    public async Task A_name_is_found_however_it_is_typed(string typed, string name)
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var client = one.Api.Admin;
        foreach (var (each, number) in Names.Select((n, i) => (n, i)))
        {
            var input = PositionScene.Input();
            (input.Debtor.Type, input.Debtor.FiscalCode, input.Debtor.Name) = ("G", FlowScene.Entity(number), each);
            await scene.CreateAsync(input);
        }

        (await client.Positions.ListAsync(scene.Organization, new() { Q = typed })).Items.ShouldHaveSingleItem().DebtorName.ShouldBe(name);
        (await client.Debtors.ListAsync(scene.Organization, new() { Q = typed })).Items.ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Fact]
    public async Task Rows_of_a_flow_services_and_organizations_are_found_in_the_same_way()
    {
        var scene = await FlowScene.CreateAsync(one.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv($"A;;{FlowScene.Entity(1)};Caffè  dell’Università;QUOTA;Quota;12,00;31/12/2030;;"),
            commonDescription: null
        );
        (await scene.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { Q = "caffe dell'univer" })).Items.ShouldHaveSingleItem();
        (await scene.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { Q = "caffellatte" })).Items.ShouldBeEmpty();
        await scene.SqlAsync(
            $"""
            UPDATE services SET description = 'Tassa d’iscrizione all’Università' WHERE organization_id = '{scene.Organization}'
                AND service_code = 'DIRITTI'
            """
        );
        (await one.Api.Admin.Services.ListAsync(scene.Organization, new() { Q = "d'iscrizione all'universita" }))
            .Items.ShouldHaveSingleItem()
            .Code.ShouldBe("DIRITTI");
        var name = $"Università di Forlì {scene.Organization}";
        await scene.SqlAsync($"UPDATE organizations SET name = '{name}' WHERE organization_id = '{scene.Organization}'");
        (await one.Api.Admin.Organizations.ListAsync(new() { Q = $"universita di forli {scene.Organization}" }))
            .Items.ShouldHaveSingleItem()
            .Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("quota associativa")]
    [InlineData("QUOTA  ASSOCIATIVA")]
    [InlineData("dell'universita")]
    [InlineData("100%")]
    public async Task The_text_of_a_movement_is_found_where_the_bank_broke_it(string typed)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var day = MoneyScene.Day;
        await scene.UploadAsync(
            new StatementLineRow(day, 1_000, "BONIFICO   QUOTA ASSOCI ATIVA   dell’Univer sità 100 %"),
            new StatementLineRow(day, 2_000, "CANONE")
        );

        (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization, new() { Q = typed }))
            .Items.ShouldHaveSingleItem()
            .AmountCents.ShouldBe(1_000);
    }
}
