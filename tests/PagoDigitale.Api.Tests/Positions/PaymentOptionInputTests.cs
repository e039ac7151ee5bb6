using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Positions.OptionScene;
using ExpireOverduePositions = PagoDigitale.Api.Features.Positions.ExpireOverduePositions;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// Options that are not alternatives of one debt are refused with the field; what is sent again or changed keeps its numbers.
/// </summary>
public sealed class PaymentOptionInputTests(OneApi one) : IClassFixture<OneApi>
{
    private static DateOnly Soon => PositionScene.Today.AddDays(5);

    public static TheoryData<string, string, PaymentOptionInput[]> Refused =>
        new()
        {
            { "payment-options-sum", "paymentOptions[1].instalments", [Option(30_000), Option(10_000, 20_001)] },
            { "reduction-not-smaller", "paymentOptions[0].instalments", [Reduced(30_000, Soon), Option(30_000)] },
            { "reduction-of-nothing", "paymentOptions[0].kind", [Reduced(30_000, Soon)] },
            { "reduction-without-end", "paymentOptions[1].instalments[0].validUntil", [Option(30_000), Named("reduced", 20_000)] },
            { "option-kind-mismatch", "paymentOptions[0].kind", [Named("single", 10_000, 20_000)] },
            { "option-kind-mismatch", "paymentOptions[0].kind", [Named("down-payment", 10_000)] },
            { "option-kind-mismatch", "paymentOptions[1].kind", [Option(30_000), Named("reduced", 10_000, 10_000)] },
            { "payment-options-count", "paymentOptions", [] },
            { "payment-options-count", "paymentOptions", [.. Enumerable.Repeat(Option(100), 11)] },
            { "instalments-count", "paymentOptions[0].instalments", [Option([.. Enumerable.Repeat(100L, 73)])] },
            { "instalments-count", "paymentOptions", [Option([.. Enumerable.Repeat(100L, 60)]), Option([.. Enumerable.Repeat(100L, 60)])] },
            {
                "option-before-position",
                "paymentOptions[1].validFrom",
                [Option(30_000), From(Option(30_000), PositionScene.Today.AddDays(1))]
            },
            { "before-valid-from", "paymentOptions[0].instalments[0].validUntil", [From(Until(Option(30_000), Soon), Soon.AddDays(1))] },
            {
                "due-dates-out-of-order",
                "paymentOptions[1].instalments[1].dueDate",
                [Option(30_000), Due(Option(10_000, 20_000), Soon, Soon.AddDays(-1))]
            },
            {
                "notice-number-repeated",
                "paymentOptions[1].instalments[0].noticeNumber",
                [Numbered(Option(30_000)), Numbered(Option(10_000, 20_000))]
            },
            { "transfers-count", "paymentOptions[1].instalments[0].transfers", [Option(30_000), Split(Option(30_000), 6)] },
            { "due-date-passed", "paymentOptions[1].instalments[0].dueDate", [Option(30_000), NeverLate(Option(30_000))] },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_does_not_fit_is_refused_with_its_field(string code, string field, PaymentOptionInput[] options)
    {
        var money = await MoneyScene.CreateAsync(one.Api);
        var input = InputOf(options);
        if (code is "option-before-position")
            input.ValidFrom = PositionScene.Today.AddDays(2);

        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => money.Positions.CreateAsync(input));

        refused.Errors.Select(e => (e.Code, e.Field)).ShouldContain((code, field));
        (await money.CountAsync("positions WHERE")).ShouldBe(0);
    }

    /// <summary>Of a fixed price every option that is not reduced asks the price.</summary>
    [Fact]
    public async Task The_price_of_a_service_is_asked_in_each_option()
    {
        var money = await MoneyScene.CreateAsync(one.Api);
        var wrong = InputOf([Option(1_500), Option(500, 900)]);
        wrong.ServiceCode = "MENSA";
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => money.Positions.CreateAsync(wrong)))
            .Errors.Select(e => (e.Code, e.Field))
            .ShouldBe(
                [("payment-options-sum", "paymentOptions[1].instalments"), ("amount-not-the-price", "paymentOptions[1].instalments")],
                ignoreOrder: true
            );
        var right = InputOf([Option(1_500), Option(600, 900), Reduced(1_000, Soon)]);
        right.ServiceCode = "MENSA";
        (await money.Positions.CreateAsync(right)).AmountCents.ShouldBe(1_500);
    }

    [Fact]
    public async Task A_plan_that_is_sent_again_keeps_the_numbers_of_what_stays()
    {
        var money = await MoneyScene.CreateAsync(one.Api);
        var first = await money.Positions.CreateAsync(InputOf([Option(30_000), Option(10_000, 20_000)], "PIANO"));

        var same = await money.Positions.CreateAsync(InputOf([Option(30_000), Option(10_000, 20_000)], "PIANO"));
        var more = await money.Positions.CreateAsync(InputOf([Option(33_000), Option(11_000, 11_000, 11_000)], "PIANO"));

        same.Version.ShouldBe(first.Version);
        (more.Id, StatesOf(more), more.AmountCents).ShouldBe((first.Id, "unpaid | unpaid unpaid unpaid", 33_000));
        NumbersOf(more).Take(3).ShouldBe(NumbersOf(first));
        (await money.BalanceAsync("receivables")).ShouldBe(33_000);
        await money.BalancedAsync();
        var fewer = await money.Positions.CreateAsync(InputOf([Option(11_000, 22_000)], "PIANO"));
        (StatesOf(fewer), fewer.PaymentOptions.Single().IsOwed).ShouldBe(("unpaid unpaid", true));
        NumbersOf(fewer).ShouldBe(NumbersOf(first).Skip(1));
        (await money.BalanceAsync("receivables")).ShouldBe(33_000);
        await money.BalancedAsync();
    }

    [Fact]
    public async Task Amounts_are_changed_in_all_options_together()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var (whole, rate) = (scene.Owed(0), scene.Owed(1));
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => ChangeAsync(scene, (whole, 31_000))))
            .Errors.Single()
            .Code.ShouldBe("payment-options-sum");

        var changed = await ChangeAsync(scene, (whole, 31_000), (rate, 11_000));

        (changed.AmountCents, changed.OutstandingCents).ShouldBe((31_000, 31_000));
        (await scene.Money.BalanceAsync("receivables")).ShouldBe(31_000);
        await scene.Money.BalancedAsync();
        (await scene.Money.ReceiveAsync(rate with { Cents = 11_000 })).ShouldBe("regular");
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => ChangeAsync(scene, (whole, 30_000)))).Code.ShouldBe(
            "payment-option-void"
        );
        await scene.Money.BalancedAsync();
    }

    /// <summary>A fine: less within five days, the whole after them.</summary>
    [Fact]
    public async Task When_the_days_of_the_reduced_amount_are_over_the_whole_is_owed()
    {
        var scene = await CreateAsync(one.Api, Reduced(20_000, Soon), Option(30_000));
        (scene.Created.AmountCents, await scene.Money.BalanceAsync("receivables")).ShouldBe((20_000, 20_000));
        var endless = new InstalmentChange { Id = scene.Owed(0).InstalmentId };
        endless.Removed.Add("validUntil");
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                scene.Money.Client.Positions.ChangeAsync(
                    scene.Money.Organization,
                    scene.Created.Id,
                    scene.Created.Version,
                    new() { Instalments = [endless] }
                )
            )
        )
            .Errors.Single()
            .Code.ShouldBe("reduction-without-end");
        await scene.Money.Positions.SqlAsync(
            $"""
            UPDATE instalments SET valid_until = {TestClock.TodaySql} - 1
            WHERE organization_id = '{scene.Money.Organization}' AND option_index = 1
            """
        );
        (await scene.Money.VerifyAsync(scene.Owed(0).NoticeNumber)).FaultCode.ShouldBe("PAA_PAGAMENTO_SCADUTO");

        await one.Api.Services.GetRequiredService<ExpireOverduePositions>().RunOnceAsync(default);

        var after = await scene.ReadAsync();
        (StatesOf(after), after.State, after.AmountCents).ShouldBe(("expired | unpaid", "payable", 30_000));
        after.PaymentOptions.Select(o => o.IsOwed).ShouldBe([false, true]);
        (await scene.Money.BalanceAsync("receivables")).ShouldBe(30_000);
        await scene.Money.BalancedAsync();
        // The money was on its way.
        (await scene.PayAsync(0)).ShouldBe("regular");
        (await scene.ReadAsync()).State.ShouldBe("paid");
        (await scene.Money.BalanceAsync("receivables")).ShouldBe(0);
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task An_option_says_itself_whether_it_can_be_paid_late_and_from_when()
    {
        var strict = Due(Option(30_000), PositionScene.Today);
        strict.KeepPayableAfterDueDate = false;
        var later = From(Option(10_000, 20_000), Soon);
        var scene = await CreateAsync(one.Api, strict, later);
        scene.Created.PaymentOptions.Select(o => (o.KeepPayableAfterDueDate, o.ValidFrom)).ShouldBe([(false, null), (null, Soon)]);
        (await scene.Money.VerifyAsync(scene.Owed(0).NoticeNumber)).FaultCode.ShouldBeNull();
        (await scene.Money.VerifyAsync(scene.Owed(1).NoticeNumber)).FaultCode.ShouldBe("PAA_PAGAMENTO_SCONOSCIUTO");
        await scene.Money.Positions.SqlAsync(
            $"""
            UPDATE instalments SET due_date = {TestClock.TodaySql} - 1, valid_from = {TestClock.TodaySql}
            WHERE organization_id = '{scene.Money.Organization}'
            """
        );
        (await scene.Money.VerifyAsync(scene.Owed(0).NoticeNumber)).FaultCode.ShouldBe("PAA_PAGAMENTO_SCADUTO");
        (await scene.Money.VerifyAsync(scene.Owed(1).NoticeNumber)).FaultCode.ShouldBeNull();

        await one.Api.Services.GetRequiredService<ExpireOverduePositions>().RunOnceAsync(default);

        // The service takes late payments, this option does not.
        StatesOf(await scene.ReadAsync()).ShouldBe("expired | unpaid unpaid");
    }

    private static async Task<Position> ChangeAsync(OptionScene scene, params (Paid Named, long Cents)[] amounts) =>
        await scene.Money.Client.Positions.ChangeAsync(
            scene.Money.Organization,
            scene.Created.Id,
            (await scene.ReadAsync()).Version,
            new() { Instalments = [.. amounts.Select(a => new InstalmentChange { Id = a.Named.InstalmentId, AmountCents = a.Cents })] }
        );

    private static List<string> NumbersOf(Position position) =>
        [.. position.PaymentOptions.SelectMany(o => o.Instalments).Select(i => i.NoticeNumber!)];

    private static PaymentOptionInput Named(string kind, params long[] cents)
    {
        var option = Option(cents);
        option.Kind = kind;
        return option;
    }

    private static PaymentOptionInput From(PaymentOptionInput option, DateOnly day)
    {
        option.ValidFrom = day;
        return option;
    }

    private static PaymentOptionInput Until(PaymentOptionInput option, DateOnly day)
    {
        option.Instalments.First().ValidUntil = day;
        return option;
    }

    private static PaymentOptionInput Due(PaymentOptionInput option, params DateOnly[] days)
    {
        foreach (var (instalment, day) in option.Instalments.Zip(days))
            instalment.DueDate = day;
        return option;
    }

    private static PaymentOptionInput NeverLate(PaymentOptionInput option)
    {
        option.KeepPayableAfterDueDate = false;
        return Due(option, PositionScene.Today.AddDays(-1));
    }

    private static PaymentOptionInput Numbered(PaymentOptionInput option)
    {
        option.Instalments.First().NoticeNumber = "347000000000000001";
        return option;
    }

    private static PaymentOptionInput Split(PaymentOptionInput option, int count)
    {
        option.Instalments.First().Transfers = [.. Enumerable.Range(0, count).Select(_ => new TransferInput { AmountCents = 5_000 })];
        return option;
    }
}
