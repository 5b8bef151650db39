namespace Lana.Trials;

/// <summary>Options of the search by short fine-tunings.</summary>
public sealed class TrialSearchOptions
{
    /// <summary>The number of selections in the first round, which is diverse.</summary>
    /// <value>Default 10; 2 to 1,000.</value>
    [Range(2, 1000)]
    public int Trials { get; set; } = 10;

    /// <summary>The number of rounds that follow, each with the selections that all earlier trials predict to be the
    /// best.</summary>
    /// <value>Default 2; 0 to 100.</value>
    [Range(0, 100)]
    public int Rounds { get; set; } = 2;

    /// <summary>The number of selections in each of these rounds.</summary>
    /// <value>Default 4; 1 to 1,000.</value>
    [Range(1, 1000)]
    public int TrialsPerRound { get; set; } = 4;

    /// <summary>The number of selections that are trained three times as long at the end, the best by their trials.</summary>
    /// <value>Default 3; 1 (none) to 100.</value>
    [Range(1, 100)]
    public int Finalists { get; set; } = 3;

    /// <summary>The number of steps of all trials together, as a share of the steps of the fine-tuning that follows.</summary>
    /// <value>Default 1: the search trains as long as the fine-tuning; above 0, at most 100.</value>
    [Range(1e-3, 100.0)]
    public double Share { get; set; } = 1.0;

    /// <summary>The number of training images on which the trials are evaluated if there are no held-out images.</summary>
    /// <value>Default 2,000; at least 2.</value>
    [Range(2, int.MaxValue)]
    public int Images { get; set; } = 2000;

    /// <summary>The length of a finalist's training, in trials.</summary>
    internal static int FinalLength => 3;

    /// <summary>The length of everything, in trials.</summary>
    internal int AllLengths => Trials + (Rounds * TrialsPerRound) + (Finalists > 1 ? Finalists * FinalLength : 0);
}
