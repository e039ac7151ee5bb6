using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class ReadPositionTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_position_is_shown_with_all_its_parts()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(17_300, externalId: "TARI-7", instalments: 2);
        input.PaymentOptions![0].Instalments[0].DueDate = PositionScene.Today.AddDays(30);
        input.Metadata = new Dictionary<string, string> { ["zone"] = "4" };
        var created = await scene.CreateAsync(input);

        var read = await scene.ReadAsync(created);

        (read.Id, read.ExternalId, read.State, read.Version).ShouldBe((created.Id, "TARI-7", "payable", 1));
        (read.AmountCents, read.PaidCents, read.OutstandingCents).ShouldBe((34_600, 0, 34_600));
        (read.Debtor.Id, read.Debtor.FiscalCode, read.Debtor.Name).ShouldBe((created.Debtor.Id, "RSSMRA80A01H501U", "Mario Rossi"));
        read.Metadata.ShouldBe(created.Metadata);
        read.PaymentOptions[0].Instalments.Select(i => i.DueDate).ShouldBe([PositionScene.Today.AddDays(30), null]);
        foreach (var instalment in read.PaymentOptions[0].Instalments)
        {
            var transfer = instalment.Transfers.ShouldHaveSingleItem();
            (transfer.Iban, transfer.AmountCents).ShouldBe((PositionScene.OwnIban, 17_300));
            transfer
                .Allocations.Select(a => (a.AccertamentoYear, a.AccertamentoNumber, a.Chapter, a.AmountCents))
                .ShouldBe([(2026, "117", "1010", 17_300)]);
        }
    }

    [Fact]
    public async Task A_position_of_another_organization_and_a_malformed_identifier_are_not_found()
    {
        var scene = await fixture.SceneAsync();
        var other = await fixture.SceneAsync();
        var position = await other.CreateAsync();

        foreach (var id in new[] { position.Id, "pos_nothing" })
            await RefusalAsync(404, "position-not-found", () => scene.Positions.ReadAsync(scene.Organization, id));
    }
}
