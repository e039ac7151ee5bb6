using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>One debt that several owe, each the whole of it.</summary>
public sealed class CoDebtorTests(OneApi one) : IClassFixture<OneApi>
{
    private static readonly string Bianchi = FiscalCode.Build("Bianchi", "Laura", new DateOnly(1985, 12, 1), true, "F205").Value;
    private static readonly string Verdi = FiscalCode.Build("Verdi", "Anna", new DateOnly(1990, 2, 3), true, "F205").Value;

    [Fact]
    public async Task Each_of_them_finds_the_debt_which_is_one()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var shared = await scene.CreateAsync(OwedBy("S-1", Bianchi, Verdi));
        var alone = await scene.CreateAsync(PositionScene.Input(externalId: "S-2"));
        var own = PositionScene.Input(externalId: "S-3");
        own.Debtor = new()
        {
            Type = "F",
            FiscalCode = Bianchi,
            Name = "Laura Bianchi",
        };
        var ofBianchi = await scene.CreateAsync(own);

        shared.CoDebtors!.Select(c => (c.FiscalCode, c.Name)).ShouldBe([(Bianchi, "Soggetto 1"), (Verdi, "Soggetto 2")]);
        (await FoundAsync(new() { DebtorFiscalCode = Bianchi })).ShouldBe([ofBianchi.Id, shared.Id]);
        (await FoundAsync(new() { DebtorFiscalCode = Verdi })).ShouldBe([shared.Id]);
        (await FoundAsync(new() { DebtorFiscalCode = shared.Debtor.FiscalCode })).ShouldBe([alone.Id, shared.Id]);
        (
            await FoundAsync(
                new()
                {
                    DebtorFiscalCode = Bianchi,
                    State = ["payable"],
                    ServiceCode = "TARI",
                }
            )
        ).Count.ShouldBe(2);
        (await FoundAsync(new() { DebtorFiscalCode = Bianchi, Q = "Mario" })).ShouldBe([shared.Id]);
        (await FoundAsync(new() { DebtorFiscalCode = Verdi, DueFrom = PositionScene.Today })).ShouldBeEmpty();
        (await scene.Api.Admin.Notices.ListAsync(scene.Organization, new() { DebtorFiscalCode = Verdi }))
            .Items.Select(n => n.NoticeNumber)
            .ShouldBe([PositionScene.Instalment(shared).NoticeNumber]);
        (await scene.Api.Admin.Debtors.ListAsync(scene.Organization, new() { Q = "Soggetto" }))
            .Items.Select(d => d.Id)
            .ShouldBe([shared.CoDebtors!.Last().Id]);
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();

        async Task<List<string>> FoundAsync(ListPositionsOptions query)
        {
            var found = new List<string>();
            query.Limit = 1;
            do
            {
                var page = await scene.Positions.ListAsync(scene.Organization, query);
                found.AddRange(page.Items.Select(p => p.Id));
                query.Cursor = page.NextCursor;
            } while (query.Cursor is not null);
            return found;
        }
    }

    [Fact]
    public async Task A_list_says_by_whom_it_was_found_and_the_receipt_is_found_too()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var shared = await scene.CreateAsync(OwedBy("L-1", Verdi, Bianchi));
        var alone = await scene.CreateAsync(PositionScene.Input(externalId: "L-2"));
        foreach (
            var query in new ListPositionsOptions[]
            {
                new(),
                new() { Q = "Mario" },
                new() { DebtorFiscalCode = Verdi },
            }
        )
        {
            var rows = (await scene.Positions.ListAsync(scene.Organization, query)).Items.ToList();
            rows.Single(p => p.Id == shared.Id)
                .CoDebtors!.Select(c => (c.Id, c.Type, c.FiscalCode, c.Name))
                .ShouldBe(shared.CoDebtors!.Select(c => (c.Id, c.Type, c.FiscalCode, c.Name)));
            rows.Where(p => p.Id == alone.Id).ShouldAllBe(p => p.CoDebtors == null);
        }

        await scene.PayAsync(PositionScene.Instalment(shared).NoticeNumber, 10_000);
        await scene.PayAsync(PositionScene.Instalment(alone).NoticeNumber, 10_000);

        (await ReceiptsAsync(Verdi)).ShouldBe([shared.Id]);
        (await ReceiptsAsync(Bianchi.ToLowerInvariant())).ShouldBe([shared.Id]);
        // The receipts of the scene tell of somebody unknown.
        (await ReceiptsAsync("ANONIMO")).ShouldBe([alone.Id, shared.Id]);
        (await ReceiptsAsync(Verdi, PositionScene.Today.AddDays(1))).ShouldBeEmpty();

        async Task<List<string?>> ReceiptsAsync(string code, DateOnly? paidFrom = null) =>
            [
                .. (
                    await scene.Api.Admin.Receipts.ListAsync(scene.Organization, new() { DebtorFiscalCode = code, PaidFrom = paidFrom })
                ).Items.Select(r => r.PositionId),
            ];
    }

    [Fact]
    public async Task Sent_again_it_stays_as_it_is_and_with_others_it_is_rewritten()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var first = await scene.CreateAsync(OwedBy("W-1", Bianchi));
        (await scene.CreateAsync(OwedBy("W-1", Bianchi))).Version.ShouldBe(first.Version);

        var other = await scene.CreateAsync(OwedBy("W-1", Verdi));
        other.CoDebtors!.Select(c => c.FiscalCode).ShouldBe([Verdi]);
        PositionScene.Instalment(other).NoticeNumber.ShouldBe(PositionScene.Instalment(first).NoticeNumber);
        (await scene.CreateAsync(PositionScene.Input(externalId: "W-1"))).CoDebtors.ShouldBeNull();
        (await scene.Positions.ListAsync(scene.Organization, new() { DebtorFiscalCode = Verdi })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_debts_of_the_same_two_at_one_moment_are_both_written()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var (ofOne, ofOther) = (OwedBy("X-1", Bianchi), OwedBy("X-2", PositionScene.Input().Debtor.FiscalCode));
        ofOther.Debtor.FiscalCode = Bianchi;

        var written = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                {
                    var input = OwedBy($"X-{i}", i % 2 == 0 ? Bianchi : ofOne.Debtor.FiscalCode);
                    input.Debtor.FiscalCode = i % 2 == 0 ? ofOne.Debtor.FiscalCode : Bianchi;
                    return scene.CreateAsync(input);
                })
        );

        written.SelectMany(p => p.CoDebtors!.Select(c => c.Id).Append(p.Debtor.Id)).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("debtor-repeated", "coDebtors[0]", "RSSMRA80A01H501U")]
    [InlineData("debtor-repeated", "coDebtors[1]", "BNCLRA85T41F205Y", "bnclra85t41f205y")]
    [InlineData("co-debtors-of-unknown", "coDebtors[0].fiscalCode", "ANONIMO")]
    [InlineData("fiscal-code-invalid", "coDebtors[0].fiscalCode", "RSSMRA80A01H501X")]
    public async Task Who_cannot_owe_together_is_refused_with_the_field(string code, string field, params string[] others)
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.CreateAsync(OwedBy("R-1", others)));
        refused.Errors.ShouldContain(e => e.Code == code && e.Field == field);
        (await scene.Positions.ListAsync(scene.Organization)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RSSMRA80A01H501X")]
    [InlineData("RSSMRA")]
    [InlineData("00000000000")]
    public async Task A_wrong_code_of_a_co_debtor_is_corrected_and_never_left_out(string code)
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var fault = (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.CreateAsync(OwedBy("R-4", code)))
        ).Errors.ShouldHaveSingleItem();
        fault.Code.ShouldBe("fiscal-code-invalid");
        $"{fault.Message} {fault.Remedy}".ShouldNotContain("ANONIMO");
        var input = PositionScene.Input();
        input.Debtor.FiscalCode = code;
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.CreateAsync(input)))
            .Errors.ShouldHaveSingleItem()
            .Remedy.ShouldContain("ANONIMO");
    }

    [Fact]
    public async Task More_than_twenty_do_not_owe_together()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        string[] others =
        [
            .. Enumerable
                .Range(0, 21)
                .Select(i => FiscalCode.Build("Verdi", "Anna", new DateOnly(1990, 2, 3).AddDays(i), true, "F205").Value),
        ];
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.CreateAsync(OwedBy("R-2", others)))).Errors.ShouldContain(e =>
            e.Code == "co-debtors-count" && e.Field == "coDebtors"
        );
        (await scene.CreateAsync(OwedBy("R-2", others[1..]))).CoDebtors!.Count.ShouldBe(20);
        (await scene.CreateAsync(OwedBy("R-3"))).CoDebtors.ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_owes_together_with_somebody_unknown()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var input = OwedBy("U-1", Bianchi);
        input.Debtor = new()
        {
            Type = "F",
            FiscalCode = "ANONIMO",
            Name = "ANONIMO",
        };
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.CreateAsync(input))).Errors.ShouldContain(e =>
            e.Code == "co-debtors-of-unknown" && e.Field == "coDebtors"
        );
    }

    [Fact]
    public async Task A_corrected_debtor_is_another_than_who_owes_together()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var position = await scene.CreateAsync(OwedBy("K-1", Bianchi));
        foreach (var (code, fault) in new[] { (Bianchi, "debtor-repeated"), ("ANONIMO", "co-debtors-of-unknown") })
            (
                await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                    scene.Positions.CorrectDebtorAsync(
                        scene.Organization,
                        position.Id,
                        new()
                        {
                            Reason = "Prova",
                            Debtor = new()
                            {
                                Type = "F",
                                FiscalCode = code,
                                Name = "Altri",
                            },
                        }
                    )
                )
            ).Errors.ShouldContain(e => e.Code == fault && e.Field == "debtor.fiscalCode");
        (await scene.ReadAsync(position)).Version.ShouldBe(position.Version);
    }

    [Fact]
    public async Task The_same_in_another_order_are_the_same()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var input = OwedBy("O-1", Bianchi, Verdi);
        var first = await scene.CreateAsync(input);
        input.CoDebtors = [.. input.CoDebtors!.Reverse()];
        (await scene.CreateAsync(input)).Version.ShouldBe(first.Version);
    }

    [Fact]
    public async Task Who_owes_it_besides_can_be_changed_until_it_is_paid()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var first = await scene.CreateAsync(OwedBy("C-1", Bianchi));

        var other = await ChangeAsync(first, new() { CoDebtors = Others(Verdi, Bianchi) });
        other.CoDebtors!.Select(c => c.FiscalCode).ShouldBe([Verdi, Bianchi]);
        (other.Debtor.Id, other.Version).ShouldBe((first.Debtor.Id, first.Version + 1));
        PositionScene.Instalment(other).NoticeNumber.ShouldBe(PositionScene.Instalment(first).NoticeNumber);
        (await ChangeAsync(other, new() { CoDebtors = Others(Verdi, Bianchi) })).Version.ShouldBe(other.Version);
        (await scene.Positions.ListAsync(scene.Organization, new() { DebtorFiscalCode = Verdi })).Items.Count.ShouldBe(1);
        (await scene.Api.Admin.Debtors.ListAsync(scene.Organization, new() { FiscalCode = Verdi })).Items.ShouldHaveSingleItem();

        var described = await ChangeAsync(other, new() { Description = "Altra" });
        described.CoDebtors!.Select(c => c.FiscalCode).ShouldBe([Verdi, Bianchi]);
        var alone = await ChangeAsync(described, new() { CoDebtors = [] });
        alone.CoDebtors.ShouldBeNull();
        (await scene.Positions.ListAsync(scene.Organization, new() { DebtorFiscalCode = Verdi })).Items.ShouldBeEmpty();
        (await scene.EventsAsync(first)).ShouldBe(["position.created", .. Enumerable.Repeat("position.changed", 3)]);
        (await scene.Api.Admin.ActivityLog.ListAsync(scene.Organization))
            .Items.Count(e => e.OperationId == "changePosition")
            .ShouldBeGreaterThanOrEqualTo(3);

        await scene.PayAsync(PositionScene.Instalment(alone).NoticeNumber, 10_000);
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() => ChangeAsync(alone, new() { CoDebtors = Others(Verdi) }))
        ).Code.ShouldBe("position-already-paid");

        async Task<Position> ChangeAsync(Position position, PositionChange change) =>
            await scene.Positions.ChangeAsync(scene.Organization, position.Id, (await scene.ReadAsync(position)).Version, change);
    }

    [Theory]
    [InlineData("debtor-repeated", "coDebtors[0]", "RSSMRA80A01H501U")]
    [InlineData("debtor-repeated", "coDebtors[1]", "BNCLRA85T41F205Y", "bnclra85t41f205y")]
    [InlineData("co-debtors-of-unknown", "coDebtors[0].fiscalCode", "ANONIMO")]
    [InlineData("fiscal-code-invalid", "coDebtors[0].fiscalCode", "RSSMRA80A01H501X")]
    public async Task Who_cannot_owe_together_is_no_change(string code, string field, params string[] others)
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var position = await scene.CreateAsync(OwedBy("D-1", Verdi));
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.Positions.ChangeAsync(scene.Organization, position.Id, position.Version, new() { CoDebtors = Others(others) })
        );
        refused.Errors.ShouldContain(e => e.Code == code && e.Field == field);
        (await scene.ReadAsync(position)).CoDebtors!.Select(c => c.FiscalCode).ShouldBe([Verdi]);
    }

    [Fact]
    public async Task Nobody_is_put_beside_somebody_unknown_nor_into_what_is_cancelled()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var input = PositionScene.Input(externalId: "E-1");
        (input.Debtor.FiscalCode, input.Debtor.Name) = ("ANONIMO", "ANONIMO");
        var unknown = await scene.CreateAsync(input);
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                scene.Positions.ChangeAsync(scene.Organization, unknown.Id, unknown.Version, new() { CoDebtors = Others(Verdi) })
            )
        ).Errors.ShouldContain(e => e.Code == "co-debtors-of-unknown" && e.Field == "coDebtors");

        var cancelled = await scene.CancelAsync(await scene.CreateAsync(OwedBy("E-2", Bianchi)));
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
                scene.Positions.ChangeAsync(scene.Organization, cancelled.Id, cancelled.Version, new() { CoDebtors = Others(Verdi) })
            )
        ).Code.ShouldBe("position-cancelled");
    }

    private static PositionInput OwedBy(string externalId, params string[] others)
    {
        var input = PositionScene.Input(externalId: externalId);
        input.CoDebtors = Others(others);
        return input;
    }

    private static List<CoDebtorInput> Others(params string[] others) =>
        [
            .. others.Select(
                (code, i) =>
                    new CoDebtorInput
                    {
                        Type = "F",
                        FiscalCode = code,
                        Name = $"Soggetto {i + 1}",
                    }
            ),
        ];
}
