namespace PagoDigitale.Sdk;

/// <summary>
/// The API, one property for each resource. Depend on it rather than on <see cref="PagoDigitaleClient"/> where a test should answer
/// in the place of the service.
/// </summary>
/// <remarks>An operation that the API gains is a new member of its interface: let a mocking library implement them.</remarks>
public interface IPagoDigitaleClient
{
    /// <summary>Whether the service works.</summary>
    IStatusClient Status { get; }

    /// <summary>What the codes mean, and what to do.</summary>
    IProblemsClient Problems { get; }

    /// <summary>Tokens and the keys that verify them. Calls get their token by themselves.</summary>
    IOauthClient Oauth { get; }

    /// <summary>The machines that may call the API.</summary>
    IClientsClient Clients { get; }

    /// <summary>Creditor organizations with their logo, accounts, stations and units.</summary>
    IOrganizationsClient Organizations { get; }

    /// <summary>What an organization collects money for.</summary>
    IServicesClient Services { get; }

    /// <summary>The taxonomy of collection services that pagoPA publishes.</summary>
    ITaxonomyClient Taxonomy { get; }

    /// <summary>Who owes.</summary>
    IDebtorsClient Debtors { get; }

    /// <summary>Revenue entries of the budget.</summary>
    IAccertamentiClient Accertamenti { get; }

    /// <summary>Debt positions.</summary>
    IPositionsClient Positions { get; }

    /// <summary>Files of positions.</summary>
    IFlowsClient Flows { get; }

    /// <summary>Payment notices.</summary>
    INoticesClient Notices { get; }

    /// <summary>Telematic receipts.</summary>
    IReceiptsClient Receipts { get; }

    /// <summary>What PSPs say they transferred.</summary>
    IRendicontazioniClient Rendicontazioni { get; }

    /// <summary>Work in the background, for whoever runs the platform.</summary>
    IJobsClient Jobs { get; }

    /// <summary>What came from outside and could not be taken.</summary>
    IRefusedMessagesClient RefusedMessages { get; }

    /// <summary>Statements of the treasurer’s account and their movements.</summary>
    IBankStatementsClient BankStatements { get; }

    /// <summary>Reconciliations.</summary>
    IReconciliationJobsClient ReconciliationJobs { get; }

    /// <summary>Collection orders for the accounting system.</summary>
    IReversaliClient Reversali { get; }

    /// <summary>Services outside that are called for an organization: their keys, how they do, what was exchanged.</summary>
    IConnectionsClient Connections { get; }

    /// <summary>Notices as the archive of notices of pagoPA (ACA) was told of them.</summary>
    IAcaNoticesClient AcaNotices { get; }

    /// <summary>Comparisons of all notices with what the archive of notices was told.</summary>
    IAcaAlignmentsClient AcaAlignments { get; }

    /// <summary>Rendicontazioni that pagoPA has published, and what became of each.</summary>
    IPublishedFlowsClient PublishedFlows { get; }

    /// <summary>Receipts that somebody has as files, many at once.</summary>
    IReceiptArchivesClient ReceiptArchives { get; }

    /// <summary>Payments that a rendicontazione tells of and whose receipt had not come.</summary>
    IMissingReceiptsClient MissingReceipts { get; }

    /// <summary>Payments whose PSP has not told of their transfer yet.</summary>
    IExpectedFlowsClient ExpectedFlows { get; }

    /// <summary>What was paid after the term, and whether its money came in time.</summary>
    ILatePaymentsClient LatePayments { get; }

    /// <summary>How collections are split among accertamenti.</summary>
    IAllocationsClient Allocations { get; }

    /// <summary>The double-entry ledger.</summary>
    ILedgerClient Ledger { get; }

    /// <summary>Who did what.</summary>
    IActivityLogClient ActivityLog { get; }

    /// <summary>What happened, in order.</summary>
    IEventsClient Events { get; }

    /// <summary>
    /// Reads an address of the API as JSON, or into a type of your own. For parts of resources, which <c>fields</c> gives: the classes of
    /// this package require what the contract requires of the whole, so their methods do not offer it.
    /// </summary>
    /// <example>
    /// <code>
    /// var page = await client.ReadAsync&lt;JsonElement&gt;("/v1/organizations/01234567897/positions?fields=state,amountCents");
    /// </code>
    /// </example>
    /// <typeparam name="T">A <see cref="System.Text.Json.JsonElement"/>, or a type whose members may be absent.</typeparam>
    /// <param name="address">Path and query, from the first slash.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What was answered.</returns>
    /// <exception cref="PagoDigitaleException">The API refused, or answered what <typeparamref name="T"/> cannot hold.</exception>
    Task<T> ReadAsync<T>(string address, CancellationToken cancellationToken = default);
}
