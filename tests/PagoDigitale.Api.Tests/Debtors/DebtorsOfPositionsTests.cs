using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Debtors;

/// <summary>Positions and flows write the debtors they name to the registry, as openapi.yaml says of both.</summary>
public sealed class DebtorsOfPositionsTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_position_updates_what_it_says_of_the_debtor_and_leaves_the_rest()
    {
        var scene = await fixture.SceneAsync();
        var known = await scene.Api.Admin.Debtors.CreateAsync(
            scene.Organization,
            new()
            {
                Type = "F",
                FiscalCode = FlowScene.Rossi,
                Name = "Rossi M.",
                ExternalId = "A-1",
                Email = "old@example.org",
                Pec = "pec@example.org",
            }
        );
        var input = PositionScene.Input(externalId: "X-1");
        input.Debtor.Email = "new@example.org";

        var position = await scene.CreateAsync(input);
        await scene.CreateAsync(input);

        position.Debtor.Id.ShouldBe(known.Id);
        (await scene.Api.Admin.Debtors.ReadAsync(scene.Organization, known.Id)).ShouldSatisfyAllConditions(
            d => (d.Name, d.Email, d.Pec, d.ExternalId).ShouldBe(("Mario Rossi", "new@example.org", "pec@example.org", "A-1")),
            d => d.Version.ShouldBe(2)
        );
    }

    [Fact]
    public async Task A_fiscal_code_of_another_identifier_clashes_and_nothing_is_written()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(externalId: "X-1");
        input.Debtor.ExternalId = "A-1";
        var first = await scene.CreateAsync(input);
        (input.ExternalId, input.Debtor.ExternalId, input.Debtor.Name) = ("X-2", "A-2", "Un altro");

        (await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CreateAsync(input))).Code.ShouldBe("debtor-fiscal-code-taken");

        (await scene.Positions.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
        (await scene.Api.Admin.Debtors.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem().Name.ShouldBe("Mario Rossi");
    }

    [Fact]
    public async Task A_flow_updates_the_debtors_by_fiscal_code_when_it_is_generated()
    {
        var scene = await FlowScene.CreateAsync(fixture.Api);
        var debtors = fixture.Api.Admin.Debtors;
        var known = await debtors.CreateAsync(
            scene.Organization,
            new()
            {
                Type = "F",
                FiscalCode = FlowScene.Rossi,
                Name = "Rossi M.",
                ExternalId = "A-1",
                Email = "old@example.org",
                Category = "soci",
            }
        );

        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $"1;;{FlowScene.Rossi};Rossi primo;{FlowScene.Service};Quota;1,00;;;",
                $"2;;{FlowScene.Rossi};Rossi ultimo;{FlowScene.Service};Quota;2,00;;;",
                $"3;;ANONIMO;Ignoto;{FlowScene.Service};Quota;3,00;;;",
                $"4;;ANONIMO;Ignoto;{FlowScene.Service};Quota;4,00;;;"
            )
        );
        (await debtors.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem().Name.ShouldBe("Rossi M.");
        await scene.GeneratedAsync(flow);

        (await debtors.ReadAsync(scene.Organization, known.Id)).ShouldSatisfyAllConditions(d =>
            (d.Name, d.Email, d.ExternalId, d.Category).ShouldBe(("Rossi ultimo", "old@example.org", "A-1", "soci"))
        );
        (await debtors.ListAsync(scene.Organization)).Items.Count(d => d.FiscalCode == "ANONIMO").ShouldBe(2);
        (await fixture.Api.Admin.Positions.ListAsync(scene.Organization, new() { FlowId = flow.Id }))
            .Items.Select(p => p.DebtorName)
            .Order()
            .ShouldBe(["Ignoto", "Ignoto", "Rossi primo", "Rossi ultimo"]);
    }
}
