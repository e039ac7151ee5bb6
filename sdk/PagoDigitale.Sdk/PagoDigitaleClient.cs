using PagoDigitale.Sdk.Http;

namespace PagoDigitale.Sdk;

/// <summary>
/// The API, one property for each resource. Safe for use by many threads; make one and keep it.
/// Tokens, idempotency keys, retries and errors are taken care of for every call.
/// </summary>
public sealed class PagoDigitaleClient : IPagoDigitaleClient, IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Makes a client that needs no dependency injection.</summary>
    /// <param name="options">How to reach the API, and as whom.</param>
    /// <param name="transport">What sends the requests, for proxies, certificates and tests; the client’s own connections when
    /// absent.</param>
    /// <exception cref="ArgumentException">The options cannot work.</exception>
    public PagoDigitaleClient(PagoDigitaleOptions options, HttpMessageHandler? transport = null)
        : this(Pipeline.Build(options, transport), options.TimeProvider) { }

    /// <summary>Makes a client of an <see cref="HttpClient"/> that goes through the pipeline already.</summary>
    internal PagoDigitaleClient(HttpClient http, TimeProvider clock)
    {
        _http = http;
        Status = new StatusClient(_http);
        Problems = new ProblemsClient(_http);
        Oauth = new OauthClient(_http);
        Clients = new ClientsClient(_http);
        Organizations = new OrganizationsClient(_http);
        Services = new ServicesClient(_http);
        Taxonomy = new TaxonomyClient(_http);
        Debtors = new DebtorsClient(_http);
        Accertamenti = new AccertamentiClient(_http);
        Positions = new PositionsClient(_http);
        Flows = new FlowsClient(_http) { TimeProvider = clock };
        Notices = new NoticesClient(_http);
        Receipts = new ReceiptsClient(_http);
        Rendicontazioni = new RendicontazioniClient(_http) { TimeProvider = clock };
        Jobs = new JobsClient(_http);
        RefusedMessages = new RefusedMessagesClient(_http);
        BankStatements = new BankStatementsClient(_http);
        ReconciliationJobs = new ReconciliationJobsClient(_http) { TimeProvider = clock };
        Reversali = new ReversaliClient(_http);
        Connections = new ConnectionsClient(_http) { TimeProvider = clock };
        AcaNotices = new AcaNoticesClient(_http);
        AcaAlignments = new AcaAlignmentsClient(_http);
        PublishedFlows = new PublishedFlowsClient(_http);
        ReceiptArchives = new ReceiptArchivesClient(_http);
        MissingReceipts = new MissingReceiptsClient(_http);
        ExpectedFlows = new ExpectedFlowsClient(_http);
        LatePayments = new LatePaymentsClient(_http);
        Allocations = new AllocationsClient(_http);
        Ledger = new LedgerClient(_http);
        ActivityLog = new ActivityLogClient(_http);
        Events = new EventsClient(_http);
    }

    /// <inheritdoc />
    public IStatusClient Status { get; }

    /// <inheritdoc />
    public IProblemsClient Problems { get; }

    /// <inheritdoc />
    public IOauthClient Oauth { get; }

    /// <inheritdoc />
    public IClientsClient Clients { get; }

    /// <inheritdoc />
    public IOrganizationsClient Organizations { get; }

    /// <inheritdoc />
    public IServicesClient Services { get; }

    /// <inheritdoc />
    public ITaxonomyClient Taxonomy { get; }

    /// <inheritdoc />
    public IDebtorsClient Debtors { get; }

    /// <inheritdoc />
    public IAccertamentiClient Accertamenti { get; }

    /// <inheritdoc />
    public IPositionsClient Positions { get; }

    /// <inheritdoc />
    public IFlowsClient Flows { get; }

    /// <inheritdoc />
    public INoticesClient Notices { get; }

    /// <inheritdoc />
    public IReceiptsClient Receipts { get; }

    /// <inheritdoc />
    public IRendicontazioniClient Rendicontazioni { get; }

    /// <inheritdoc />
    public IJobsClient Jobs { get; }

    /// <inheritdoc />
    public IRefusedMessagesClient RefusedMessages { get; }

    /// <inheritdoc />
    public IBankStatementsClient BankStatements { get; }

    /// <inheritdoc />
    public IReconciliationJobsClient ReconciliationJobs { get; }

    /// <inheritdoc />
    public IReversaliClient Reversali { get; }

    /// <inheritdoc />
    public IConnectionsClient Connections { get; }

    /// <inheritdoc />
    public IAcaNoticesClient AcaNotices { get; }

    /// <inheritdoc />
    public IAcaAlignmentsClient AcaAlignments { get; }

    /// <inheritdoc />
    public IPublishedFlowsClient PublishedFlows { get; }

    /// <inheritdoc />
    public IReceiptArchivesClient ReceiptArchives { get; }

    /// <inheritdoc />
    public IMissingReceiptsClient MissingReceipts { get; }

    /// <inheritdoc />
    public IExpectedFlowsClient ExpectedFlows { get; }

    /// <inheritdoc />
    public ILatePaymentsClient LatePayments { get; }

    /// <inheritdoc />
    public IAllocationsClient Allocations { get; }

    /// <inheritdoc />
    public ILedgerClient Ledger { get; }

    /// <inheritdoc />
    public IActivityLogClient ActivityLog { get; }

    /// <inheritdoc />
    public IEventsClient Events { get; }

    /// <inheritdoc />
    public Task<T> ReadAsync<T>(string address, CancellationToken cancellationToken = default) =>
        new AddressReader(_http).ReadAsync<T>(address, cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();
}
