using PagoDigitale.Core.Identifiers;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class CreatePositionTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_position_gets_what_the_service_says_and_a_notice_number()
    {
        var scene = await fixture.SceneAsync();
        var created = await scene.CreateAsync();
        created.Answer!.Status.ShouldBe(201);
        created.Answer.Location.ShouldBe($"/v1/organizations/{scene.Organization}/positions/{created.Id}");
        created.State.ShouldBe("payable");
        created.AmountCents.ShouldBe(10_000);
        created.Debtor.FiscalCode.ShouldBe("RSSMRA80A01H501U");
        var instalment = PositionScene.Instalment(created);
        instalment.State.ShouldBe("unpaid");
        instalment.NoticeNumber.ShouldStartWith("347");
        instalment.Iuv.ShouldBe(instalment.NoticeNumber[1..]);
        var transfer = instalment.Transfers.ShouldHaveSingleItem();
        transfer.Iban.ShouldBe(PositionScene.OwnIban);
        transfer.TaxonomyCode.ShouldBe("9/0101108TS/");
        transfer.RemittanceInformation.ShouldBe($"/RFB/{instalment.Iuv}/100.00/TXT/TARI 2026");
        transfer.Allocations.ShouldHaveSingleItem().AccertamentoNumber.ShouldBe("117");
        var read = await scene.ReadAsync(created);
        read.Version.ShouldBe(1);
        PositionScene.Instalment(read).NoticeNumber.ShouldBe(instalment.NoticeNumber);
        (await scene.EventsAsync(created)).ShouldBe(["position.created"]);
    }

    [Fact]
    public async Task The_price_of_the_service_is_the_amount_when_none_is_given()
    {
        var scene = await fixture.SceneAsync();
        (await scene.CreateAsync(PositionScene.Input(null, "MENSA"))).AmountCents.ShouldBe(1_500);
        await RefusedAsync(scene, PositionScene.Input(null), "paymentOptions[0].instalments[0].amountCents", "amount-missing");
    }

    [Fact]
    public async Task Shares_of_several_organizations_are_kept_and_must_close()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].Transfers =
        [
            new() { AmountCents = 7_000, Allocations = [Share("117", 5_000), Share("118", 2_000)] },
            new()
            {
                AmountCents = 3_000,
                OrganizationFiscalCode = PositionScene.OtherOrganization,
                Iban = PositionScene.OwnIban,
            },
        ];
        var created = PositionScene.Instalment(await scene.CreateAsync(input));
        created.Transfers.Select(t => t.AmountCents).ShouldBe([7_000, 3_000]);
        created.Transfers[0].Allocations.Select(a => (a.AccertamentoNumber, a.AmountCents)).ShouldBe([("117", 5_000L), ("118", 2_000L)]);
        created.Transfers[1].Allocations.ShouldBeEmpty();

        input.PaymentOptions[0].Instalments[0].Transfers![1].AmountCents = 2_999;
        (
            await RefusedAsync(scene, input, "paymentOptions[0].instalments[0].transfers", "transfers-sum")
        ).Message.ShouldSatisfyAllConditions(m => m.ShouldContain("9999"), m => m.ShouldContain("10000"));
        input.PaymentOptions[0].Instalments[0].Transfers![1].AmountCents = 3_000;
        input.PaymentOptions[0].Instalments[0].Transfers![0].Allocations![1].AmountCents = 2_001;
        (
            await RefusedAsync(scene, input, "paymentOptions[0].instalments[0].transfers[0].allocations", "allocations-sum")
        ).Message.ShouldSatisfyAllConditions(m => m.ShouldContain("7001"), m => m.ShouldContain("7000"));
        input.PaymentOptions[0].Instalments[0].Transfers![0].Allocations = null;
        input.PaymentOptions[0].Instalments[0].Transfers![1].Iban = null;
        await RefusedAsync(scene, input, "paymentOptions[0].instalments[0].transfers[1].iban", "iban-missing");
    }

    [Fact]
    public async Task What_does_not_exist_or_cannot_be_used_is_named()
    {
        var scene = await fixture.SceneAsync();
        await RefusedAsync(scene, PositionScene.Input(service: "NONE"), "serviceCode", "service-not-found");
        await RefusedAsync(scene, PositionScene.Input(service: "OFF"), "serviceCode", "service-inactive");
        var input = PositionScene.Input();
        input.UnitCode = "NONE";
        await RefusedAsync(scene, input, "unitCode", "unit-not-found");
        input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].Allocations = [Share("999", 10_000)];
        await RefusedAsync(scene, input, "paymentOptions[0].instalments[0].allocations[0].accertamentoNumber", "accertamento-not-found");
        input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 10_000, Iban = "IT58D0542811101000000999999" }];
        await RefusedAsync(scene, input, "paymentOptions[0].instalments[0].transfers[0].iban", "iban-inactive");
        input = PositionScene.Input();
        input.Debtor.FiscalCode = "RSSMRA80A01H501X";
        await RefusedAsync(scene, input, "debtor.fiscalCode", "fiscal-code-invalid");
    }

    [Fact]
    public async Task The_type_of_the_debtor_goes_with_the_fiscal_code()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(externalId: "DEB-1");
        input.Debtor.Type = "G";
        await RefusedAsync(scene, input, "debtor.fiscalCode", "fiscal-code-type-mismatch");
        input.Debtor.FiscalCode = "01234567897";
        (await scene.CreateAsync(input)).Debtor.Type.ShouldBe("G");
        input.Debtor.Type = "F";
        (await scene.CreateAsync(input)).Debtor.Type.ShouldBe("F", "a person may have a provisional code of 11 digits");
        (input.Debtor.Type, input.Debtor.FiscalCode) = ("G", "RSSMRA80A01H501U");
        await RefusedAsync(scene, input, "debtor.fiscalCode", "fiscal-code-type-mismatch");
    }

    [Fact]
    public async Task Dates_that_cannot_be_are_refused()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(instalments: 2);
        var (first, second) = (PositionScene.Today.AddDays(30), PositionScene.Today.AddDays(10));
        (input.PaymentOptions![0].Instalments[0].DueDate, input.PaymentOptions![0].Instalments[1].DueDate) = (first, second);
        await RefusedAsync(scene, input, "paymentOptions[0].instalments[1].dueDate", "due-dates-out-of-order");
        input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].ValidUntil = PositionScene.Today.AddDays(-1);
        await RefusedAsync(scene, input, "paymentOptions[0].instalments[0].validUntil", "valid-until-passed");
        input.PaymentOptions[0].Instalments[0].DueDate = PositionScene.Today.AddDays(2);
        input.PaymentOptions[0].Instalments[0].ValidUntil = PositionScene.Today.AddDays(1);
        await RefusedAsync(scene, input, "paymentOptions[0].instalments[0].validUntil", "valid-until-before-due-date");
        input = PositionScene.Input(service: "MULTE");
        input.PaymentOptions![0].Instalments[0].DueDate = PositionScene.Today.AddDays(-1);
        await RefusedAsync(scene, input, "paymentOptions[0].instalments[0].dueDate", "due-date-passed");
        input.ServiceCode = "TARI";
        (await scene.CreateAsync(input)).State.ShouldBe("payable");
        input.ValidFrom = PositionScene.Today.AddDays(1);
        await RefusedAsync(scene, input, "paymentOptions[0].instalments[0].dueDate", "before-valid-from");
    }

    [Theory]
    [InlineData("001234567890123456", "234567890123456")]
    [InlineData("112345678901234567", "12345678901234567")]
    [InlineData("312345678901234599", "12345678901234599")]
    [InlineData("212345678901234598", "12345678901234598")]
    public async Task A_notice_number_made_elsewhere_is_registered_as_it_is_and_once(string number, string iuv)
    {
        var scene = await fixture.SceneAsync();
        await scene.AddStationAsync(2, 3, "12");
        await scene.AddStationAsync(3, 0, "01");
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].NoticeNumber = number;
        var instalment = PositionScene.Instalment(await scene.CreateAsync(input));
        (instalment.NoticeNumber, instalment.Iuv).ShouldBe((number, iuv));
        var taken = await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CreateAsync(input));
        taken.Code.ShouldBe("notice-number-taken");
        taken.Problem!.Errors.ShouldHaveSingleItem().Field.ShouldBe("paymentOptions[0].instalments[0].noticeNumber");
    }

    [Fact]
    public async Task Numbers_given_out_step_over_those_made_elsewhere()
    {
        var scene = await fixture.SceneAsync();
        var next = NoticeNumber.GenerateText(3, 47, 1);
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].NoticeNumber = next;
        await scene.CreateAsync(input);
        var created = await scene.CreateAsync();
        PositionScene.Instalment(created).NoticeNumber.ShouldNotBe(next);
    }

    [Fact]
    public async Task The_same_debtor_is_one_registry_entry_and_anonymous_ones_are_many()
    {
        var scene = await fixture.SceneAsync();
        var first = await scene.CreateAsync();
        var input = PositionScene.Input();
        (input.Debtor.Name, input.Debtor.FiscalCode) = ("Mario Rossi nuovo", "rssmra80a01h501u");
        var second = await scene.CreateAsync(input);
        second.Debtor.Id.ShouldBe(first.Debtor.Id);
        (await scene.ReadAsync(first)).Debtor.Name.ShouldBe("Mario Rossi");
        input.Debtor.FiscalCode = "ANONIMO";
        (await scene.CreateAsync(input)).Debtor.Id.ShouldNotBe((await scene.CreateAsync(input)).Debtor.Id);
    }

    private static AllocationInput Share(string number, long cents) =>
        new()
        {
            AccertamentoYear = 2026,
            AccertamentoNumber = number,
            AmountCents = cents,
        };

    private static async Task<FieldError> RefusedAsync(PositionScene scene, PositionInput input, string field, string code)
    {
        var refusal = await Should.ThrowAsync<PagoDigitaleInvalidException>(scene.CreateAsync(input));
        refusal.Status.ShouldBe(422);
        var error = refusal.Errors.ShouldHaveSingleItem();
        (error.Field, error.Code).ShouldBe((field, code));
        return error;
    }
}
