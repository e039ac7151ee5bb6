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

    /// <summary>How collections are split among accertamenti.</summary>
    IAllocationsClient Allocations { get; }

    /// <summary>The double-entry ledger.</summary>
    ILedgerClient Ledger { get; }

    /// <summary>Who did what.</summary>
    IActivityLogClient ActivityLog { get; }

    /// <summary>What happened, in order.</summary>
    IEventsClient Events { get; }
}
