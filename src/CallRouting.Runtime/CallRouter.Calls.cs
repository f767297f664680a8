namespace CallRouting.Runtime;

// What is known of a company's calls beside their records.
public sealed partial class CallRouter
{
    /// <summary>How quickly calls must ring and be answered before the log warns.</summary>
    internal AnswerLimits Limits => _options.Limits;

    internal ulong NewSeed() => _options.Seed ?? (ulong)System.Security.Cryptography.RandomNumberGenerator.GetInt32(
        int.MaxValue);

    internal NodaTime.Duration ServiceLevelWithin => _options.ServiceLevelWithin;

    /// <summary>What a company's trunks have written as the called number since the start, and what the plan in force
    /// makes of it (SPEC O11).</summary>
    /// <param name="domain">The company.</param>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public ObservedTable ObservedCalls(DomainId domain)
    {
        var company = Find(domain);
        return company.Observed.Read(company.Announced.Plan);
    }

    /// <summary>The same as the part of a plan file that would make the plan know what it does not, ready to be pasted
    /// (SPEC O12), below the table as comments.</summary>
    /// <param name="domain">The company.</param>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public string ObservedAsYaml(DomainId domain)
    {
        var plan = Find(domain).Announced.Plan;
        var table = ObservedCalls(domain);
        return CalledIdYaml.Write(table) + CalledIdProposal.For(plan, table.Calls).ToYaml(plan.Source);
    }

    /// <summary>The calls that an employee missed, the latest first (SPEC S21).</summary>
    /// <param name="domain">The company.</param>
    /// <param name="employee">The employee's id.</param>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public IReadOnlyList<MissedCall> MissedByEmployee(DomainId domain, string employee) =>
        Find(domain).Missed.Of(new MissedBy(AddresseeKind.Employee, employee));

    /// <summary>The calls that a department missed, the latest first (SPEC S21).</summary>
    /// <param name="domain">The company.</param>
    /// <param name="department">The department's id.</param>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public IReadOnlyList<MissedCall> MissedByDepartment(DomainId domain, string department) =>
        Find(domain).Missed.Of(new MissedBy(AddresseeKind.Department, department));

    /// <summary>How many calls were answered and how quickly, since the router was started (SPEC S12, C6). For any other
    /// time: <see cref="CallStatistics.Of"/> over <see cref="CallRecordFile.Read"/>.</summary>
    /// <param name="domain">The company.</param>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public CallStatistics Statistics(DomainId domain) => Find(domain).Tally.Read();

    /// <summary>A company's trunks at present, in the order of the plan (SPEC S13).</summary>
    /// <param name="domain">The company.</param>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public IReadOnlyList<TrunkStatus> Trunks(DomainId domain)
    {
        var company = Find(domain);
        return company.Trunks.Read(company.Announced.Plan);
    }

    /// <summary>Takes a message for an employee. When this returns it is on the disk, and it stays in the addressee's
    /// list until it is marked as read (SPEC S9–S11).</summary>
    /// <param name="domain">The company.</param>
    /// <param name="draft">The message.</param>
    /// <exception cref="MessageException">A field is wrong; the message lists every fault, and nothing is
    /// kept.</exception>
    /// <exception cref="MessageStoreException">It cannot be stored, and was not taken.</exception>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public TakenMessage TakeMessage(DomainId domain, MessageDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var company = Find(domain);
        if (draft.Check(company.Announced.Plan) is { Count: > 0 } problems)
            throw new MessageException(problems);
        var message = company.Files.Messages.Take(draft, Now);
        RouterLog.MessageTaken(_log, company.Name, message.Number, draft.Addressee);
        company.Observers.OnMessageTaken(domain, message);
        return message;
    }

    /// <summary>The messages that were taken for an employee and are not read yet, the oldest first.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="employee">The employee's id.</param>
    /// <exception cref="MessageStoreException">They cannot be read.</exception>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public IReadOnlyList<TakenMessage> MessagesFor(DomainId domain, string employee)
    {
        ArgumentNullException.ThrowIfNull(employee);
        return Find(domain).Files.Messages.For(employee);
    }

    /// <summary>The addressee has read a message.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="employee">The addressee's id.</param>
    /// <param name="number">The message's number.</param>
    /// <returns>False: the employee has no such unread message.</returns>
    /// <exception cref="MessageStoreException">That cannot be stored, and the message stays unread.</exception>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public bool MarkRead(DomainId domain, string employee, long number)
    {
        ArgumentNullException.ThrowIfNull(employee);
        return Find(domain).Files.Messages.MarkRead(employee, number, Now);
    }
}
