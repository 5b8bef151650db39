namespace Lana.Reproduction.Peers;

/// <summary>One method at one budget.</summary>
/// <param name="Name">The method, or the name of a family member.</param>
/// <param name="Series">The method, one of <see cref="PeerSeries"/>.</param>
/// <param name="Budget">A share of the teacher's latency.</param>
/// <param name="Share">The measured share of the teacher's latency.</param>
/// <param name="Score">The quality of the finished network.</param>
/// <param name="Seconds">The duration of the whole method, including selection and fine-tuning.</param>
/// <param name="Operations">The operation of each layer; empty for a family member.</param>
internal sealed record PeerRow(
    string Name,
    string Series,
    double Budget,
    double Share,
    PeerScore Score,
    double Seconds,
    IReadOnlyList<string> Operations)
{
    /// <summary>The duration of each stage of Lana's pipeline, in seconds.</summary>
    /// <value>Default null: the row is not Lana's.</value>
    public IReadOnlyDictionary<string, double>? StageSeconds { get; init; }

    /// <summary>The duration of each stage as it was forecast, in seconds.</summary>
    /// <value>Default null: nothing was forecast.</value>
    public IReadOnlyDictionary<string, double>? ForecastSeconds { get; init; }

    /// <summary>The number of networks that were compared by one epoch of fine-tuning.</summary>
    /// <value>Default null: the method has no such comparison.</value>
    public int? Trials { get; init; }

    /// <summary>The short fine-tunings of Lana's search.</summary>
    /// <value>Default null: the row is not Lana's, or the scores alone chose.</value>
    public IReadOnlyList<Tables.TrialRow>? SearchTrials { get; init; }

    /// <summary>True if Lana made the network.</summary>
    public bool IsLana => Series is PeerSeries.Lana or PeerSeries.PapersWay;

    /// <summary>The layers that were not left out; null for a family member.</summary>
    public int? Kept => Operations.Count == 0
        ? null
        : Operations.Count(name => name != Candidates.Operation.Identity.Name);
}
