namespace Lana.Sharding;

/// <summary>What is to be trained and scored, in units: <c>shards/plan.json</c>.</summary>
/// <param name="Lana">The version of Lana that made it.</param>
/// <param name="Inputs">What the results depend on.</param>
/// <param name="Table">The file of the latency table, below the run directory.</param>
/// <param name="Candidates">All candidates, in the order of the search space.</param>
/// <param name="Units">The units, layers in the order of the network.</param>
/// <param name="Heartbeat">How often a worker says that it is alive.</param>
/// <param name="StaleAfter">How long a worker must not have said so for its unit to be taken over.</param>
/// <param name="TakesOver">Whether workers do the units of others.</param>
internal sealed record ShardPlan(
    string Lana,
    ShardInputs Inputs,
    string Table,
    IReadOnlyList<CandidateKey> Candidates,
    IReadOnlyList<WorkUnit> Units,
    TimeSpan Heartbeat,
    TimeSpan StaleAfter,
    bool TakesOver)
{
    /// <summary>The hash of the version and the inputs.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Fingerprint => field ??= ContentHash.Of(Lana, OptionsFingerprint.Of(Inputs));

    /// <summary>Refuses a plan that another version made, or for other inputs.</summary>
    /// <exception cref="ShardingException">It did.</exception>
    public void Require(string version, ShardInputs inputs)
    {
        RequireVersion(version);
        if (inputs.DifferencesFrom(Inputs).ToList() is { Count: > 0 } differences)
        {
            throw new ShardingException(
                $"The plan was made for other inputs: {string.Join(", ", differences)} differ here, on '{Environment.MachineName}'. " +
                "Start the worker with the options and the files of the plan, or make the plan again.");
        }
    }

    /// <summary>Refuses a plan of another version.</summary>
    /// <exception cref="ShardingException">It is.</exception>
    public void RequireVersion(string version)
    {
        if (Lana != version)
        {
            throw new ShardingException(
                $"The plan was made by Lana {Lana}; this is Lana {version}, on '{Environment.MachineName}'. Their results need not be " +
                "equal: use one version everywhere, or make the plan again.");
        }
    }
}
