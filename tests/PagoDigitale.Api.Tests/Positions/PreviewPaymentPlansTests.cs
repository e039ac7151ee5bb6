using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Positions.OptionScene;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>Plans of a service, what they would make of an amount, and the positions they make.</summary>
public sealed class PreviewPaymentPlansTests(OneApi one) : IClassFixture<OneApi>
{
    private static readonly DateOnly _from = PositionScene.Today;

    [Fact]
    public async Task What_a_preview_shows_is_what_a_position_takes_and_what_a_plan_makes()
    {
        var money = await WithPlansAsync();

        var preview = await money.Client.Services.PreviewPaymentPlansAsync(
            money.Organization,
            "TARI",
            new() { AmountCents = 10_050, StartsOn = _from }
        );

        preview
            .PaymentOptions.Select(o => (o.Kind, string.Join(' ', o.Instalments.Select(i => i.AmountCents))))
            .ShouldBe([("single", "10050"), ("instalments", "3300 3300 3450"), ("down-payment", "3000 7050"), ("reduced", "7000")]);
        preview
            .PaymentOptions.ElementAt(1)
            .Instalments.Select(i => i.DueDate)
            .ShouldBe([_from.AddDays(30), _from.AddDays(60), _from.AddDays(90)]);
        preview.PaymentOptions.Last().Instalments.Single().ValidUntil.ShouldBe(_from.AddDays(5));
        var sent = await money.Positions.CreateAsync(InputOf([.. preview.PaymentOptions]));
        var made = await money.Positions.CreateAsync(Planned(10_050, "UNICA", "RATE-3", "ACCONTO", "RIDOTTO"));
        StatesOf(made).ShouldBe(StatesOf(sent));
        made.PaymentOptions.SelectMany(o => o.Instalments)
            .Select(i => (i.AmountCents, i.DueDate, i.ValidUntil))
            .ShouldBe(sent.PaymentOptions.SelectMany(o => o.Instalments).Select(i => (i.AmountCents, i.DueDate, i.ValidUntil)));
        made.PaymentOptions.Select(o => o.Description).ShouldBe(["Soluzione unica", "In tre rate", null, null]);
        await money.BalancedAsync();
    }

    [Fact]
    public async Task The_same_plan_sent_again_is_the_same_position_and_another_keeps_the_numbers()
    {
        var money = await WithPlansAsync();
        var first = await money.Positions.CreateAsync(Planned(9_000, "UNICA", "RATE-3"));
        (await money.Positions.CreateAsync(Planned(9_000, "UNICA", "RATE-3"))).Version.ShouldBe(first.Version);

        var other = await money.Positions.CreateAsync(Planned(12_000, "UNICA", "RATE-3"));

        (other.Id, other.AmountCents, StatesOf(other)).ShouldBe((first.Id, 12_000, "unpaid | unpaid unpaid unpaid"));
        other
            .PaymentOptions.SelectMany(o => o.Instalments)
            .Select(i => i.NoticeNumber)
            .ShouldBe(first.PaymentOptions.SelectMany(o => o.Instalments).Select(i => i.NoticeNumber));
        (await money.Positions.CreateAsync(Planned(12_000, "RATE-3"), dryRun: true)).PaymentOptions.Single().Instalments.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_plan_that_cannot_be_used_is_refused_with_its_field()
    {
        var money = await WithPlansAsync();
        var both = Planned(9_000, "UNICA");
        both.PaymentOptions = [Option(9_000)];
        var elsewhere = Planned(9_000, "UNICA");
        elsewhere.ServiceCode = "NESSUNO";
        var past = Planned(9_000, "RIDOTTO", "UNICA");
        past.Plan!.StartsOn = _from.AddDays(-30);
        foreach (
            var (input, code, field) in new[]
            {
                (Planned(9_000, "ALTRO"), "payment-plan-not-found", "plan.codes"),
                (Planned(200, "RATE-3"), "amount-too-small", "plan.amountCents"),
                (Planned(null, "UNICA"), "amount-missing", "plan.amountCents"),
                (Planned(9_000, "UNICA", "UNICA"), "plan-codes-count", "plan.codes"),
                (both, "options-beside-plan", "paymentOptions"),
                (elsewhere, "service-not-found", "serviceCode"),
                (past, "valid-until-passed", "plan"),
                (Planned(9_000, "RIDOTTO"), "reduction-of-nothing", "plan"),
            }
        )
            (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => money.Positions.CreateAsync(input)))
                .Errors.Select(e => (e.Code, e.Field))
                .ShouldContain((code, field));
        (await money.CountAsync("positions WHERE")).ShouldBe(0);
        var services = money.Client.Services;
        (
            await Should.ThrowAsync<PagoDigitaleException>(() =>
                services.PreviewPaymentPlansAsync(money.Organization, "TARI", new() { AmountCents = 10_000, Code = ["ALTRO"] })
            )
        ).Code.ShouldBe("invalid-parameter");
        (
            await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
                services.PreviewPaymentPlansAsync(money.Organization, "NESSUNO", new() { AmountCents = 10_000 })
            )
        ).Code.ShouldBe("service-not-found");
    }

    public static TheoryData<string, string, PaymentPlan> Refused =>
        new()
        {
            {
                "plan-instalments-count",
                "paymentPlans[0].instalmentsCount",
                new()
                {
                    Code = "A",
                    Kind = "instalments",
                    FirstAfterDays = 1,
                }
            },
            {
                "plan-instalments-count",
                "paymentPlans[0].instalmentsCount",
                new()
                {
                    Code = "A",
                    Kind = "single",
                    InstalmentsCount = 2,
                    FirstAfterDays = 1,
                }
            },
            {
                "plan-schedule-mismatch",
                "paymentPlans[0].dueDates",
                new() { Code = "A", Kind = "single" }
            },
            {
                "plan-schedule-mismatch",
                "paymentPlans[0].dueDates",
                new()
                {
                    Code = "A",
                    Kind = "instalments",
                    InstalmentsCount = 2,
                    DueDates = [new(2026, 12, 1), new(2026, 6, 1)],
                }
            },
            {
                "plan-schedule-mismatch",
                "paymentPlans[0].everyMonths",
                new()
                {
                    Code = "A",
                    Kind = "instalments",
                    InstalmentsCount = 2,
                    FirstAfterDays = 1,
                }
            },
            {
                "plan-share-mismatch",
                "paymentPlans[0].reductionPercent",
                new()
                {
                    Code = "A",
                    Kind = "reduced",
                    FirstAfterDays = 5,
                }
            },
            {
                "plan-share-mismatch",
                "paymentPlans[0].downPaymentPercent",
                new()
                {
                    Code = "A",
                    Kind = "single",
                    FirstAfterDays = 5,
                    DownPaymentPercent = 20,
                }
            },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_plan_that_does_not_fit_its_kind_is_refused(string code, string field, PaymentPlan plan)
    {
        var money = await MoneyScene.CreateAsync(one.Api);

        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => ChangeAsync(money, plan));

        refused.Errors.Select(e => (e.Code, e.Field)).ShouldContain((code, field));
    }

    [Fact]
    public async Task Plans_are_replaced_as_a_list_and_removed()
    {
        var money = await WithPlansAsync();
        var plan = new PaymentPlan
        {
            Code = "UNICA",
            Kind = "single",
            FirstAfterDays = 15,
        };
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => ChangeAsync(money, plan, plan)))
            .Errors.Single()
            .Code.ShouldBe("payment-plan-repeated");

        var changed = await ChangeAsync(money, plan);

        changed.PaymentPlans!.Single().FirstAfterDays.ShouldBe(15);
        (await ChangeAsync(money)).PaymentPlans!.ShouldBeEmpty();
    }

    private async Task<MoneyScene> WithPlansAsync()
    {
        var money = await MoneyScene.CreateAsync(one.Api);
        await ChangeAsync(
            money,
            new()
            {
                Code = "UNICA",
                Kind = "single",
                Description = "Soluzione unica",
                FirstAfterDays = 30,
            },
            new()
            {
                Code = "RATE-3",
                Kind = "instalments",
                Description = "In tre rate",
                InstalmentsCount = 3,
                FirstAfterDays = 30,
                EveryDays = 30,
                RoundToCents = 100,
                IsRestOnLast = true,
            },
            new()
            {
                Code = "ACCONTO",
                Kind = "down-payment",
                InstalmentsCount = 2,
                FirstAfterDays = 10,
                EveryMonths = 2,
                DownPaymentPercent = 30,
                RoundToCents = 100,
            },
            new()
            {
                Code = "RIDOTTO",
                Kind = "reduced",
                FirstAfterDays = 5,
                ReductionPercent = 30,
                RoundToCents = 100,
            }
        );
        return money;
    }

    private static async Task<Service> ChangeAsync(MoneyScene money, params PaymentPlan[] plans)
    {
        var service = await money.Client.Services.ReadAsync(money.Organization, "TARI");
        return await money.Client.Services.ChangeAsync(money.Organization, "TARI", service.Version, new() { PaymentPlans = [.. plans] });
    }

    private static PositionInput Planned(long? amountCents, params string[] codes)
    {
        var input = PositionScene.Input(externalId: "PIANO");
        input.PaymentOptions = null!;
        input.Plan = new()
        {
            Codes = [.. codes],
            AmountCents = amountCents,
            StartsOn = _from,
        };
        return input;
    }
}
