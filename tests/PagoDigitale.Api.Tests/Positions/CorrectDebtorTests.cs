using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>Who owes an open position is corrected with a reason, and no paper that is out becomes silently another.</summary>
public sealed class CorrectDebtorTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    /// <summary>Eleven digits, as the Revenue Agency gives to a person who has no code yet.</summary>
    private const string Provisional = "97735020584";
    private const string Definitive = "RSSMRA80A01H501U";

    [Fact]
    public async Task The_definitive_code_takes_the_place_of_the_provisional_one()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(OfProvisional());
        var number = PositionScene.Instalment(position).NoticeNumber!;
        await PrintAsync(scene, number);

        var corrected = await CorrectAsync(scene, position, new() { Type = "F", FiscalCode = Definitive, Name = "Mario Rossi", Email = "mario@esempio.it" });

        (corrected.Debtor.FiscalCode, corrected.Debtor.Name, corrected.Version).ShouldBe((Definitive, "Mario Rossi", position.Version + 1));
        corrected.Debtor.Corrections.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            c => c.FiscalCode.ShouldBe(Provisional), c => c.Name.ShouldBe("Rossi Mario"), c => c.Reason.ShouldBe("Codice definitivo"));
        corrected.Warnings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(w => w.Code.ShouldBe("printed-with-other-debtor"), w => w.Message.ShouldContain(number));
        (await scene.EventsAsync(position)).ShouldContain("position.debtor-corrected");
        (await ToldAsync(scene, number)).ShouldBe(new Subject(EntityType.F, Definitive, "Mario Rossi") { Email = "mario@esempio.it" });
        (await scene.Positions.ListAsync(scene.Organization, debtorFiscalCode: Definitive)).Items.ShouldHaveSingleItem().Id.ShouldBe(position.Id);
        (await fixture.Api.Admin.Notices.ReadAsync(scene.Organization, number)).ShouldSatisfyAllConditions(n => n.Edition.ShouldBe(2), n => n.DebtorFiscalCode.ShouldBe(Definitive));

        await PrintAsync(scene, number);
        (await scene.ReadAsync(position)).Warnings.ShouldNotContain(w => w.Code == "printed-with-other-debtor", "the last paper shows who owes");
    }

    [Fact]
    public async Task What_was_never_printed_warns_of_nothing_and_the_same_again_changes_nothing()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(OfProvisional());
        var debtor = new PositionDebtorInput { Type = "F", FiscalCode = Definitive, Name = "Mario Rossi" };

        var corrected = await CorrectAsync(scene, position, debtor);
        var again = await CorrectAsync(scene, position, debtor);

        corrected.Warnings.ShouldBeEmpty();
        (again.Version, again.Debtor.Corrections!.Count).ShouldBe((corrected.Version, 1));
        (await scene.ReadAsync(position)).Debtor.Corrections!.Count.ShouldBe(1);
        (await fixture.Api.Admin.Notices.ReadAsync(scene.Organization, PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber!)).Edition.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_paid_keeps_who_paid_and_what_is_cancelled_is_reopened_first()
    {
        var scene = await fixture.SceneAsync();
        var (paid, cancelled, partly) = (await scene.CreateAsync(), await scene.CreateAsync(), await scene.CreateAsync(PositionScene.Input(instalments: 2)));
        await scene.PayAsync(PositionScene.Instalment(paid).NoticeNumber, 10_000);
        await scene.PayAsync(PositionScene.Instalment(partly).NoticeNumber, 10_000);
        await scene.CancelAsync(cancelled);
        var debtor = new PositionDebtorInput { Type = "F", FiscalCode = Definitive, Name = "Mario Rossi Junior" };

        await RefusalAsync(409, "position-already-paid", () => CorrectAsync(scene, paid, debtor));
        await RefusalAsync(409, "position-cancelled", () => CorrectAsync(scene, cancelled, debtor));
        (await CorrectAsync(scene, partly, debtor)).Debtor.Name.ShouldBe("Mario Rossi Junior");
        await RefusalAsync(404, "position-not-found", () => scene.Positions.CorrectDebtorAsync(scene.Organization, "pos_01kav7w1ah9wxan0wvc4bxmpmj", new() { Debtor = debtor, Reason = "X" }));
        await FieldRefusalAsync("debtor.fiscalCode", "fiscal-code-invalid",
            () => CorrectAsync(scene, partly, new() { Type = "F", FiscalCode = "RSSMRA80A01H501X", Name = "Mario Rossi" }));
        await FieldRefusalAsync("reason", "not-empty", () => scene.Positions.CorrectDebtorAsync(scene.Organization, partly.Id, new() { Debtor = debtor, Reason = " " }));
    }

    [Fact]
    public async Task Another_debtor_by_the_same_external_identifier_is_kept_in_mind_too()
    {
        var scene = await fixture.SceneAsync();
        var input = OfProvisional();
        input.ExternalId = "X-1";
        var number = PositionScene.Instalment(await scene.CreateAsync(input)).NoticeNumber!;
        await PrintAsync(scene, number);
        input.Debtor.FiscalCode = Definitive;

        var rewritten = await scene.CreateAsync(input);

        rewritten.Debtor.Corrections.ShouldHaveSingleItem().FiscalCode.ShouldBe(Provisional);
        rewritten.Warnings.ShouldHaveSingleItem().Code.ShouldBe("printed-with-other-debtor");
    }

    private static PositionInput OfProvisional()
    {
        var input = PositionScene.Input();
        input.Debtor = new() { Type = "F", FiscalCode = Provisional, Name = "Rossi Mario" };
        return input;
    }

    private static Task<Position> CorrectAsync(PositionScene scene, Position position, PositionDebtorInput debtor) =>
        scene.Positions.CorrectDebtorAsync(scene.Organization, position.Id, new() { Debtor = debtor, Reason = "Codice definitivo" });

    private async Task PrintAsync(PositionScene scene, string number)
    {
        using var file = await fixture.Api.Admin.Notices.DownloadAsync(scene.Organization, number);
        (await file.ReadBytesAsync()).Length.ShouldBeGreaterThan(1_000);
    }

    private async Task<Subject> ToldAsync(PositionScene scene, string number)
    {
        var station = $"{scene.Organization}_01";
        using var node = new NodeCaller(fixture.Api.BaseAddress);
        var answer = await node.SendAsync(station, new GetPaymentRequest(scene.Organization, scene.Organization, station, PaVersion.V2, new QrCode(scene.Organization, number)));
        return answer.Response.ShouldBeOfType<GetPaymentResponse>().Data.Debtor;
    }
}
