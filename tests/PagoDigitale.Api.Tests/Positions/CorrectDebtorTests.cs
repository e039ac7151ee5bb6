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

        var corrected = await CorrectAsync(
            scene,
            position,
            new()
            {
                Type = "F",
                FiscalCode = Definitive,
                Name = "Mario Rossi",
                Email = "mario@esempio.it",
            }
        );

        (corrected.Debtor.FiscalCode, corrected.Debtor.Name, corrected.Version).ShouldBe((Definitive, "Mario Rossi", position.Version + 1));
        corrected
            .Debtor.Corrections.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                c => c.FiscalCode.ShouldBe(Provisional),
                c => c.Name.ShouldBe("Rossi Mario"),
                c => c.Reason.ShouldBe("Codice definitivo")
            );
        corrected
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(w => w.Code.ShouldBe("printed-with-other-debtor"), w => w.Message.ShouldContain(number));
        (await scene.EventsAsync(position)).ShouldContain("position.debtor-corrected");
        (await ToldAsync(scene, number)).ShouldBe(new Subject(EntityType.F, Definitive, "Mario Rossi") { Email = "mario@esempio.it" });
        (await scene.Positions.ListAsync(scene.Organization, new() { DebtorFiscalCode = Definitive }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(position.Id);
        (await fixture.Api.Admin.Notices.ReadAsync(scene.Organization, number)).ShouldSatisfyAllConditions(
            n => n.Edition.ShouldBe(2),
            n => n.DebtorFiscalCode.ShouldBe(Definitive)
        );

        await PrintAsync(scene, number);
        (await scene.ReadAsync(position)).Warnings.ShouldNotContain(
            w => w.Code == "printed-with-other-debtor",
            "the last paper shows who owes"
        );
    }

    [Fact]
    public async Task What_was_never_printed_warns_of_nothing_and_the_same_again_changes_nothing()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(OfProvisional());
        var debtor = new PositionDebtorInput
        {
            Type = "F",
            FiscalCode = Definitive,
            Name = "Mario Rossi",
        };

        var corrected = await CorrectAsync(scene, position, debtor);
        var again = await CorrectAsync(scene, position, debtor);

        corrected.Warnings.ShouldBeEmpty();
        (again.Version, again.Debtor.Corrections!.Count).ShouldBe((corrected.Version, 1));
        (await scene.ReadAsync(position)).Debtor.Corrections!.Count.ShouldBe(1);
        (
            await fixture.Api.Admin.Notices.ReadAsync(scene.Organization, PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber!)
        ).Edition.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_there_before_is_kept_whole()
    {
        var scene = await fixture.SceneAsync();
        var input = OfProvisional();
        input.Debtor.Address = new()
        {
            Street = "Via Vecchia",
            CivicNumber = "1",
            PostalCode = "57100",
            City = "Livorno",
            Country = "IT",
        };
        input.Debtor.Email = "vecchia@esempio.it";
        var position = await scene.CreateAsync(input);

        var corrected = await CorrectAsync(
            scene,
            position,
            new()
            {
                Type = "F",
                FiscalCode = Provisional,
                Name = "Rossi Mario",
                Address = new()
                {
                    Street = "Via Nuova",
                    PostalCode = "57100",
                    City = "Livorno",
                    Country = "IT",
                },
                Email = "nuova@esempio.it",
            }
        );

        corrected.Debtor.Address!.Street.ShouldBe("Via Nuova");
        corrected
            .Debtor.Corrections.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                c => c.Type.ShouldBe("F"),
                c => c.Address!.Street.ShouldBe("Via Vecchia"),
                c => c.Address!.CivicNumber.ShouldBe("1"),
                c => c.Email.ShouldBe("vecchia@esempio.it")
            );
    }

    [Fact]
    public async Task The_registry_entry_follows_where_it_is_of_this_position_alone_and_else_hands_on_what_it_knew()
    {
        var scene = await fixture.SceneAsync();
        var input = OfProvisional();
        input.Debtor.Address = new()
        {
            Street = "Via Roma",
            PostalCode = "57100",
            City = "Livorno",
            Country = "IT",
        };
        var position = await scene.CreateAsync(input);
        var bare = new PositionDebtorInput
        {
            Type = "F",
            FiscalCode = Definitive,
            Name = "Mario Rossi",
        };

        var corrected = await CorrectAsync(scene, position, bare);

        corrected.Debtor.Id.ShouldBe(position.Debtor.Id);
        (await fixture.Api.Admin.Debtors.ListAsync(scene.Organization))
            .Items.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(d => d.FiscalCode.ShouldBe(Definitive), d => d.Address!.Street.ShouldBe("Via Roma"));

        var (first, second) = (await scene.CreateAsync(input), await scene.CreateAsync(input));
        var own = await CorrectAsync(
            scene,
            first,
            new()
            {
                Type = "F",
                FiscalCode = "VRDNNA80A41H501H",
                Name = "Anna Verdi",
            }
        );

        own.Debtor.Id.ShouldNotBe(second.Debtor.Id);
        (await fixture.Api.Admin.Debtors.ReadAsync(scene.Organization, own.Debtor.Id)).Address!.Street.ShouldBe("Via Roma");
        (await fixture.Api.Admin.Debtors.ReadAsync(scene.Organization, second.Debtor.Id)).FiscalCode.ShouldBe(Provisional);
    }

    [Fact]
    public async Task A_change_of_what_a_printed_notice_shows_is_told_and_is_another_edition()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var instalment = PositionScene.Instalment(position);
        await PrintAsync(scene, instalment.NoticeNumber!);

        var changed = await scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            position.Version,
            new() { Instalments = [new() { Id = instalment.Id!, AmountCents = 11_000 }] }
        );

        changed
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => w.Code.ShouldBe("printed-with-other-terms"),
                w => w.Message.ShouldContain(instalment.NoticeNumber!)
            );
        (await EditionAsync(scene, instalment)).ShouldBe(2);
        var labelled = await scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            changed.Version,
            new() { Metadata = new Dictionary<string, string?> { ["a"] = "b" } }
        );
        (await EditionAsync(scene, instalment)).ShouldBe(2, "no paper shows a label");
        await PrintAsync(scene, instalment.NoticeNumber!);
        (await scene.ReadAsync(position)).Warnings.ShouldBeEmpty();
        var renamed = await scene.Positions.ChangeAsync(
            scene.Organization,
            position.Id,
            labelled.Version,
            new() { Description = "Altro testo" }
        );
        renamed.Warnings.ShouldHaveSingleItem().Code.ShouldBe("printed-with-other-terms");
        (await EditionAsync(scene, instalment)).ShouldBe(3);
    }

    [Fact]
    public async Task A_position_sent_again_with_another_amount_is_another_edition_and_one_that_is_cancelled_says_so()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(externalId: "X-9");
        var position = await scene.CreateAsync(input);
        await PrintAsync(scene, PositionScene.Instalment(position).NoticeNumber!);
        input.PaymentOptions![0].Instalments[0].AmountCents += 100;

        (await scene.CreateAsync(input)).Warnings.ShouldHaveSingleItem().Code.ShouldBe("printed-with-other-terms");
        (await EditionAsync(scene, PositionScene.Instalment(position))).ShouldBe(2);

        await scene.CancelAsync(await scene.ReadAsync(position));
        var again = await scene.CreateAsync(input);
        again.State.ShouldBe(PositionStates.Cancelled);
        again.Warnings.ShouldContain(w => w.Code == "position-cancelled" && w.Remedy.Contains("reopenPosition", StringComparison.Ordinal));
        (await scene.ReadAsync(position)).Warnings.ShouldNotContain(w => w.Code == "position-cancelled");
    }

    private async Task<int?> EditionAsync(PositionScene scene, Instalment instalment) =>
        (await fixture.Api.Admin.Notices.ReadAsync(scene.Organization, instalment.NoticeNumber!)).Edition;

    [Fact]
    public async Task What_is_paid_keeps_who_paid_and_what_is_cancelled_is_reopened_first()
    {
        var scene = await fixture.SceneAsync();
        var (paid, cancelled, partly) = (
            await scene.CreateAsync(),
            await scene.CreateAsync(),
            await scene.CreateAsync(PositionScene.Input(instalments: 2))
        );
        await scene.PayAsync(PositionScene.Instalment(paid).NoticeNumber, 10_000);
        await scene.PayAsync(PositionScene.Instalment(partly).NoticeNumber, 10_000);
        await scene.CancelAsync(cancelled);
        var debtor = new PositionDebtorInput
        {
            Type = "F",
            FiscalCode = Definitive,
            Name = "Mario Rossi Junior",
        };

        await RefusalAsync(409, "position-already-paid", () => CorrectAsync(scene, paid, debtor));
        await RefusalAsync(409, "position-cancelled", () => CorrectAsync(scene, cancelled, debtor));
        (await CorrectAsync(scene, partly, debtor)).Debtor.Name.ShouldBe("Mario Rossi Junior");
        await RefusalAsync(
            404,
            "position-not-found",
            () =>
                scene.Positions.CorrectDebtorAsync(
                    scene.Organization,
                    "pos_01kav7w1ah9wxan0wvc4bxmpmj",
                    new() { Debtor = debtor, Reason = "X" }
                )
        );
        await FieldRefusalAsync(
            "debtor.fiscalCode",
            "fiscal-code-invalid",
            () =>
                CorrectAsync(
                    scene,
                    partly,
                    new()
                    {
                        Type = "F",
                        FiscalCode = "RSSMRA80A01H501X",
                        Name = "Mario Rossi",
                    }
                )
        );
        await FieldRefusalAsync(
            "reason",
            "not-empty",
            () => scene.Positions.CorrectDebtorAsync(scene.Organization, partly.Id, new() { Debtor = debtor, Reason = " " })
        );
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
        input.Debtor = new()
        {
            Type = "F",
            FiscalCode = Provisional,
            Name = "Rossi Mario",
        };
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
        using var node = fixture.Api.Node();
        var answer = await node.SendAsync(
            station,
            new GetPaymentRequest(scene.Organization, scene.Organization, station, PaVersion.V2, new QrCode(scene.Organization, number))
        );
        return answer.Response.ShouldBeOfType<GetPaymentResponse>().Data.Debtor;
    }
}
