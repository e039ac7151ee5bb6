using System.Text.Json.Nodes;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Tests.Database.Plans;

public sealed partial class PlanStory
{
    private static readonly string Bianchi = FiscalCode.Build("Bianchi", "Laura", new DateOnly(1985, 12, 1), true, "F205").Value;
    private static readonly string Verdi = FiscalCode.Build("Verdi", "Anna", new DateOnly(1990, 2, 3), true, "F205").Value;

    /// <summary>Every state that a position can be in before money comes, and the way there.</summary>
    private async Task PositionsAsync()
    {
        await caller.DoAsync("createPosition", PositionOf(1, "prova"), "dryRun=true");
        var first = await CreateAsync(PositionOf(2, $"P-{Mark}"));
        await caller.DoAsync("readPosition");
        await caller.DoAsync(
            "changePosition",
            new
            {
                description = "Quota, conguaglio",
                requestToPay = "haste-harms",
                instalments = new[] { new { id = Instalment(first), dueDate = "2030-11-30" } },
            }
        );
        await caller.DoAsync(
            "correctDebtor",
            new
            {
                debtor = new
                {
                    type = "F",
                    fiscalCode = Bianchi,
                    name = "Laura Bianchi",
                },
                reason = "Codice definitivo",
            }
        );
        var shared = await CreateAsync(PositionOf(1));
        await caller.DoAsync(
            "changePosition",
            new
            {
                coDebtors = new[]
                {
                    new
                    {
                        type = "F",
                        fiscalCode = Verdi,
                        name = "Anna Verdi",
                    },
                },
            }
        );
        await PayOutsideAsync(shared);
        await CreateAsync(PositionOf(1, isDraft: true));
        await CreateAsync(PositionOf(1, isDraft: true));
        await caller.DoAsync("publishPosition");
        await CreateAsync(PositionOf(1));
        await caller.DoAsync("cancelPosition", new { reason = "Errore" });
        await CreateAsync(PositionOf(1));
        await caller.DoAsync("cancelPosition", new { reason = "Errore" });
        await caller.DoAsync("reopenPosition", new { reason = "Dovuta" });
        await PayOutsideAsync();
        var position = await PayOutsideAsync();
        await caller.DoAsync("withdrawOutsidePayment", new { instalmentId = Instalment(position), reason = "Sbagliata" });
        Ids["position"] = Id(first);
        Ids["noticeNumber"] = Notice(first);
        await caller.DoAsync("readNotice");
        await caller.DownloadAsync("downloadNotice");
    }

    /// <summary>What was issued before its service had an accertamento.</summary>
    private async Task AllocateAsync()
    {
        var service = Ids["service"];
        Ids["service"] = $"L{Mark}";
        await caller.DoAsync(
            "createService",
            new
            {
                code = Ids["service"],
                description = "Quota",
                taxonomyCode = "9/0101100IM/",
                iban = Ids["iban"],
                unitCode = $"U{Mark}",
            }
        );
        var position = Ids["position"];
        await CreateAsync(PositionOf(2, service: Ids["service"]));
        Ids["position"] = position;
        await caller.DoAsync(
            "changeService",
            new
            {
                requestToPay = "haste-harms",
                accountingClass = new
                {
                    chapter = "3.200",
                    accertamentoYear = 2026,
                    accertamentoNumber = Mark,
                },
            }
        );
        await caller.DoAsync("allocateService");
        Ids["service"] = service;
    }

    private async Task<JsonNode> PayOutsideAsync(JsonNode? created = null)
    {
        var position = created ?? await CreateAsync(PositionOf(1));
        await caller.DoAsync(
            "recordOutsidePayment",
            new
            {
                instalmentId = Instalment(position),
                paidOn = $"{Today:yyyy-MM-dd}",
                reason = "Sportello",
                reference = "Quietanza 1",
            }
        );
        return position;
    }

    private async Task<JsonNode> CreateAsync(object input)
    {
        var position = await caller.DoAsync("createPosition", input);
        Ids["position"] = Id(position);
        return position;
    }

    private object PositionOf(
        int instalments,
        string? externalId = null,
        bool isDraft = false,
        int cents = 10_000,
        string? service = null,
        string? requestToPay = null
    ) =>
        new
        {
            serviceCode = service ?? Service,
            requestToPay,
            externalId,
            isDraft,
            description = "Quota 2026",
            debtor = new
            {
                type = "F",
                fiscalCode = "RSSMRA80A01H501U",
                name = "Mario Rossi",
            },
            paymentOptions = new[]
            {
                new { instalments = Enumerable.Range(0, instalments).Select(_ => new { amountCents = cents, dueDate = "2030-12-31" }) },
            },
        };

    private static string Instalment(JsonNode position) => Text(position["paymentOptions"]![0]!["instalments"]![0]!, "id");

    private static string Notice(JsonNode position) => Text(position["paymentOptions"]![0]!["instalments"]![0]!, "noticeNumber");

    /// <summary>A position that the node asks for and pays.</summary>
    private async Task<string> PaidAsync(PaVersion version, string? receiptId = null)
    {
        var notice = Notice(await CreateAsync(PositionOf(1)));
        var code = new QrCode(Organization, notice);
        await caller.NodeAsync(new VerifyPaymentNoticeRequest(Organization, Organization, Ids["station"], code));
        await caller.NodeAsync(new GetPaymentRequest(Organization, Organization, Ids["station"], version, code) { AmountCents = 10_000 });
        await caller.NodeAsync(new SendRtRequest(Organization, Organization, Ids["station"], ReceiptOf(notice, version, receiptId)));
        return notice;
    }

    private Receipt ReceiptOf(string notice, PaVersion version = PaVersion.V2, string? receiptId = null) =>
        new()
        {
            Version = version,
            ReceiptId = receiptId ?? $"R{notice[1..]}",
            NoticeNumber = notice,
            FiscalCode = Organization,
            CreditorReferenceId = notice[1..],
            AmountCents = 10_000,
            Description = "Quota 2026",
            CompanyName = "Ordine di prova",
            Debtor = new Subject(EntityType.F, "RSSMRA80A01H501U", "Mario Rossi"),
            Transfers =
            [
                new()
                {
                    IdTransfer = 1,
                    AmountCents = 10_000,
                    FiscalCodePa = Organization,
                    Iban = Ids["iban"],
                    RemittanceInformation = $"/RFB/{notice[1..]}",
                    TransferCategory = "9/0101100IM/",
                },
            ],
            IdPsp = "PPAYITR1XXX",
            PspCompanyName = "Banca di prova",
            IdChannel = "PPAYITR1XXX_01",
            ChannelDescription = "NA",
            PaymentDateTime = new DateTimeOffset(2026, 5, 29, 10, 0, 0, TimeSpan.Zero),
            IsStandIn = false,
        };
}
