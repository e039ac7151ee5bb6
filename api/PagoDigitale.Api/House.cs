using PagoDigitale.Api.Features.AcaNotices;
using PagoDigitale.Api.Features.Accertamenti;
using PagoDigitale.Api.Features.ActivityLog;
using PagoDigitale.Api.Features.Allocations;
using PagoDigitale.Api.Features.BankStatements;
using PagoDigitale.Api.Features.Clients;
using PagoDigitale.Api.Features.Connections;
using PagoDigitale.Api.Features.Debtors;
using PagoDigitale.Api.Features.Events;
using PagoDigitale.Api.Features.ExpectedFlows;
using PagoDigitale.Api.Features.Flows;
using PagoDigitale.Api.Features.Jobs;
using PagoDigitale.Api.Features.LatePayments;
using PagoDigitale.Api.Features.Ledger;
using PagoDigitale.Api.Features.MissingReceipts;
using PagoDigitale.Api.Features.Notices;
using PagoDigitale.Api.Features.OAuth;
using PagoDigitale.Api.Features.OpenApi;
using PagoDigitale.Api.Features.Organizations;
using PagoDigitale.Api.Features.Positions;
using PagoDigitale.Api.Features.Postings;
using PagoDigitale.Api.Features.Problems;
using PagoDigitale.Api.Features.PublishedFlows;
using PagoDigitale.Api.Features.ReceiptArchives;
using PagoDigitale.Api.Features.Receipts;
using PagoDigitale.Api.Features.ReconciliationJobs;
using PagoDigitale.Api.Features.RefusedMessages;
using PagoDigitale.Api.Features.Rendicontazioni;
using PagoDigitale.Api.Features.Reversali;
using PagoDigitale.Api.Features.Services;
using PagoDigitale.Api.Features.Status;
using PagoDigitale.Api.Features.Taxonomy;
using PagoDigitale.Api.Gateways.Aca;
using PagoDigitale.Api.Gateways.BizEvents;
using PagoDigitale.Api.Gateways.Fdr;
using PagoDigitale.Api.Gateways.PagoPa;
using PagoDigitale.Platform;
using PagoDigitale.Platform.Features;

namespace PagoDigitale.Api;

/// <summary>Of what the application is made, from the ground up.</summary>
public static class House
{
    public static readonly IReadOnlyList<Feature> Features =
    [
        new PlatformFeature(),
        new ActivityLogFeature(),
        new JobsFeature(),
        new OrganizationsFeature(),
        new RefusedMessagesFeature(),
        new AccertamentiFeature(),
        new ClientsFeature(),
        new ConnectionsFeature(),
        new DebtorsFeature(),
        new PostingsFeature(),
        new TaxonomyFeature(),
        new EventsFeature(),
        new AcaGateway(),
        new BizEventsGateway(),
        new FdrGateway(),
        new OAuthFeature(),
        new ServicesFeature(),
        new PositionsFeature(),
        new RendicontazioniFeature(),
        new AcaNoticesFeature(),
        new PublishedFlowsFeature(),
        new ReceiptsFeature(),
        new BankStatementsFeature(),
        new MissingReceiptsFeature(),
        new ReceiptArchivesFeature(),
        new ReversaliFeature(),
        new ExpectedFlowsFeature(),
        new LatePaymentsFeature(),
        new FlowsFeature(),
        new ReconciliationJobsFeature(),
        new AllocationsFeature(),
        new LedgerFeature(),
        new NoticesFeature(),
        new PagoPaGateway(),
        new OpenApiFeature(),
        new ProblemsFeature(),
        new StatusFeature(),
    ];
}
