using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Platform.Http;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations;

/// <summary>An inactive organization creates nothing; what was goes on.</summary>
public sealed class InactiveOrganizationTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task Nothing_is_created_and_nothing_becomes_payable()
    {
        var scene = await PositionScene.CreateAsync(_api);
        var (admin, code) = (_api.Admin, scene.Organization);
        var cancelled = await scene.CancelAsync(await scene.CreateAsync());
        var draftInput = PositionScene.Input();
        draftInput.IsDraft = true;
        var draft = await scene.CreateAsync(draftInput);
        var flow = await UploadAsync(code, "1");
        await _api.RunJobsAsync();
        await SetActiveAsync(code, false);

        foreach (
            var create in new Func<Task>[]
            {
                () => scene.CreateAsync(),
                () => scene.CreateAsync(dryRun: true),
                () => scene.Positions.PublishAsync(code, draft.Id),
                () => scene.ReopenAsync(cancelled),
                () =>
                    admin.Debtors.CreateAsync(
                        code,
                        new DebtorInput
                        {
                            Type = "F",
                            FiscalCode = "RSSMRA80A01H501U",
                            Name = "Mario Rossi",
                        }
                    ),
                () =>
                    admin.Accertamenti.CreateAsync(
                        code,
                        new AccertamentoInput
                        {
                            Year = 2026,
                            Number = "9",
                            Chapter = "1",
                            Description = "Quote",
                        }
                    ),
                () =>
                    admin.Accertamenti.LoadAsync(
                        code,
                        new AccertamentoBatchInput
                        {
                            Items =
                            [
                                new AccertamentoInput
                                {
                                    Year = 2026,
                                    Number = "9",
                                    Chapter = "1",
                                    Description = "Quote",
                                },
                            ],
                        }
                    ),
                () =>
                    admin.Services.CreateAsync(
                        code,
                        new ServiceInput
                        {
                            Code = "NUOVO",
                            Description = "Nuovo",
                            TaxonomyCode = "9/0101108TS/",
                            Iban = PositionScene.OwnIban,
                        }
                    ),
                () => admin.Organizations.CreateUnitAsync(code, new UnitInput { Code = "SCUOLA", Name = "Scuola" }),
                () =>
                    admin.Organizations.CreateStationAsync(
                        code,
                        new StationInput
                        {
                            StationId = "01234567897_02",
                            BrokerFiscalCode = "01234567897",
                            AuxDigit = 3,
                            SegregationCode = "48",
                        }
                    ),
                () => admin.Organizations.CreateIbanAsync(code, new IbanInput { Iban = TestOrganization.PostalIban, Label = "Altro" }),
                () => UploadAsync(code, "2"),
                () => admin.Flows.ConfirmAsync(code, flow.Id),
            }
        )
            (await RefusalAsync(409, "organization-inactive", create)).Problem!.Detail!.ShouldContain("isActive");

        await SetActiveAsync(code, true);
        (await scene.Positions.ListAsync(code)).Items.Count.ShouldBe(2, "only what was made before");
        (await scene.CreateAsync()).State.ShouldBe("payable");
        (await scene.ReopenAsync(cancelled)).State.ShouldBe("payable");
        (await scene.Positions.PublishAsync(code, draft.Id)).State.ShouldBe("payable");
        (await admin.Flows.ConfirmAsync(code, flow.Id)).State.ShouldBe("generating");
    }

    [Fact]
    public async Task What_was_is_read_changed_cancelled_and_paid()
    {
        var scene = await PositionScene.CreateAsync(_api);
        var (first, second, third) = (await scene.CreateAsync(), await scene.CreateAsync(), await scene.CreateAsync());
        await SetActiveAsync(scene.Organization, false);

        (await scene.CancelAsync(first)).State.ShouldBe("cancelled");
        (await scene.PayOutsideAsync(second)).State.ShouldBe("paid");
        await scene.PayAsync(PositionScene.Instalment(third).NoticeNumber, 10_000);
        (await scene.ReadAsync(third)).State.ShouldBe("paid");
        (await _api.Admin.Receipts.ListAsync(scene.Organization)).Items.Count.ShouldBe(2);
        (await _api.Admin.Organizations.ReadAsync(scene.Organization)).IsActive.ShouldBeFalse();
    }

    [Fact]
    public async Task A_repetition_of_what_was_done_before_keeps_its_answer()
    {
        var code = await OrganizationAsync(_api);
        using var http = await HttpAsync(_api);
        const string Unit = """{"code":"TRIBUTI","name":"Ufficio tributi"}""";
        (await http.SendAsync(Post($"/v1/organizations/{code}/units", Unit, "prima-1"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        await SetActiveAsync(code, false);

        var repeated = await http.SendAsync(Post($"/v1/organizations/{code}/units", Unit, "prima-1"));
        var refused = await http.SendAsync(Post($"/v1/organizations/{code}/units", """{"code":"SCUOLA","name":"Scuola"}""", "dopo-1"));
        await SetActiveAsync(code, true);
        var accepted = await http.SendAsync(Post($"/v1/organizations/{code}/units", """{"code":"SCUOLA","name":"Scuola"}""", "dopo-1"));

        (repeated.StatusCode, refused.StatusCode, accepted.StatusCode).ShouldBe(
            (HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Created)
        );
    }

    /// <summary>Whoever adds a POST says here why it goes on, or lets it wait for an active organization.</summary>
    [Fact]
    public void What_goes_on_is_counted()
    {
        var going = typeof(House)
            .Assembly.GetTypes()
            .Where(t =>
                t.GetCustomAttribute<RouteAttribute>()?.Template?.StartsWith("v1/organizations/{organization}", StringComparison.Ordinal)
                == true
            )
            .SelectMany(t => t.GetMethods())
            .Where(m =>
                m.GetCustomAttribute<HttpMethodAttribute>() is HttpPostAttribute
                && m.GetCustomAttribute<OperationAttribute>() is { NeedsActiveOrganization: false }
            )
            .Select(m => m.Name)
            .Order(StringComparer.Ordinal);

        going.ShouldBe([
            "AllocateService",
            "AnnulReversale",
            "AssignPayerCredit",
            // What was paid before is still reported, and has to be fetched.
            "CallConnection",
            "CancelFlow",
            "CancelIbanReplacement",
            "CancelPosition",
            "ClaimPayerCredit",
            "CorrectDebtor",
            // What can be paid in stand-in has to be withdrawn, whoever issues no more.
            "CreateAcaAlignment",
            "CreateConnection",
            "CreateReconciliationJob",
            "CreateReversali",
            "DismissRefusedMessage",
            "ExcludeFlowRows",
            "IgnoreMovement",
            "IncludeFlowRows",
            "MatchMovements",
            "PreviewBankStatement",
            "RecordOutsidePayment",
            "RecordReversaleExecution",
            "RefundPayerCredit",
            "ReplaceIban",
            "ReplayRefusedMessage",
            "RetryAcaNotice",
            "RetryMissingReceipt",
            "RetryPublishedFlow",
            "UnmatchMovement",
            "UploadBankStatement",
            "UploadReceipt",
            "UploadReceiptArchive",
            "UploadRendicontazione",
            "WithdrawBankStatement",
            "WithdrawOutsidePayment",
            "WithdrawPayerCreditUse",
        ]);
    }

    private Task<Organization> SetActiveAsync(string code, bool isActive) =>
        ChangeAsync(code, new OrganizationChange { IsActive = isActive });

    private async Task<Organization> ChangeAsync(string code, OrganizationChange change) =>
        await _api.Admin.Organizations.ChangeAsync(code, (await _api.Admin.Organizations.ReadAsync(code)).Version, change);

    private Task<Flow> UploadAsync(string code, string row) =>
        _api.Admin.Flows.UploadAsync(
            code,
            "quote.csv",
            new MemoryStream(FlowScene.Csv($"{row};;{FlowScene.Rossi};Mario Rossi;TARI;Prova;10,00;31/12/2030;;"))
        );
}
