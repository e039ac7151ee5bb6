using PagoDigitale.Sdk.Http;

namespace PagoDigitale.Sdk;

/// <summary>
/// The API, one property for each resource. Safe for use by many threads; make one and keep it.
/// Tokens, idempotency keys, retries and errors are taken care of for every call.
/// </summary>
public sealed class PagoDigitaleClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Makes a client.</summary>
    /// <param name="options">How to reach the API, and as whom.</param>
    /// <param name="transport">What sends the requests, for proxies, certificates and tests; the client’s own connections when
    /// absent.</param>
    public PagoDigitaleClient(PagoDigitaleOptions options, HttpMessageHandler? transport = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Checked();
        _http = Pipeline.Build(options, transport);
        Status = new(_http);
        Problems = new(_http);
        Oauth = new(_http);
        Clients = new(_http);
        Organizations = new(_http);
        Services = new(_http);
        Taxonomy = new(_http);
        Debtors = new(_http);
        Accertamenti = new(_http);
        Positions = new(_http);
        Flows = new(_http) { TimeProvider = options.TimeProvider };
        Notices = new(_http);
        Receipts = new(_http);
        Rendicontazioni = new(_http) { TimeProvider = options.TimeProvider };
        Jobs = new(_http);
        RefusedMessages = new(_http);
        BankStatements = new(_http);
        ReconciliationJobs = new(_http) { TimeProvider = options.TimeProvider };
        Reversali = new(_http);
        Allocations = new(_http);
        Ledger = new(_http);
        ActivityLog = new(_http);
        Events = new(_http);
    }

    /// <summary>Whether the service works.</summary>
    public StatusClient Status { get; }

    /// <summary>What the codes mean, and what to do.</summary>
    public ProblemsClient Problems { get; }

    /// <summary>Tokens and the keys that verify them. Calls get their token by themselves.</summary>
    public OauthClient Oauth { get; }

    /// <summary>The machines that may call the API.</summary>
    public ClientsClient Clients { get; }

    /// <summary>Creditor organizations with their logo, accounts, stations and units.</summary>
    public OrganizationsClient Organizations { get; }

    /// <summary>What an organization collects money for.</summary>
    public ServicesClient Services { get; }

    /// <summary>The taxonomy of collection services that pagoPA publishes.</summary>
    public TaxonomyClient Taxonomy { get; }

    /// <summary>Who owes.</summary>
    public DebtorsClient Debtors { get; }

    /// <summary>Revenue entries of the budget.</summary>
    public AccertamentiClient Accertamenti { get; }

    /// <summary>Debt positions.</summary>
    public PositionsClient Positions { get; }

    /// <summary>Files of positions.</summary>
    public FlowsClient Flows { get; }

    /// <summary>Payment notices.</summary>
    public NoticesClient Notices { get; }

    /// <summary>Telematic receipts.</summary>
    public ReceiptsClient Receipts { get; }

    /// <summary>What PSPs say they transferred.</summary>
    public RendicontazioniClient Rendicontazioni { get; }

    /// <summary>Work in the background, for whoever runs the platform.</summary>
    public JobsClient Jobs { get; }

    /// <summary>What came from outside and could not be taken.</summary>
    public RefusedMessagesClient RefusedMessages { get; }

    /// <summary>Statements of the treasurer’s account and their movements.</summary>
    public BankStatementsClient BankStatements { get; }

    /// <summary>Reconciliations.</summary>
    public ReconciliationJobsClient ReconciliationJobs { get; }

    /// <summary>Collection orders for the accounting system.</summary>
    public ReversaliClient Reversali { get; }

    /// <summary>How collections are split among accertamenti.</summary>
    public AllocationsClient Allocations { get; }

    /// <summary>The double-entry ledger.</summary>
    public LedgerClient Ledger { get; }

    /// <summary>Who did what.</summary>
    public ActivityLogClient ActivityLog { get; }

    /// <summary>What happened, in order.</summary>
    public EventsClient Events { get; }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();
}
