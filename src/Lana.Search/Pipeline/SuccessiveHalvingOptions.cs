namespace Lana.Pipeline;

/// <summary>Options of the comparison of selections by a short fine-tuning.</summary>
public sealed class SuccessiveHalvingOptions
{
    /// <summary>The number of selections that are compared, the best by the ranker's loss first; fewer if no more are
    /// within the budget.</summary>
    /// <value>Default 4; 2 to 1,000.</value>
    [Range(2, 1000)]
    public int Selections { get; set; } = 4;

    /// <summary>The length of each trial, in epochs of the fine-tuning that follows.</summary>
    /// <value>Default 1; at least 1.</value>
    [Range(1, int.MaxValue)]
    public int Epochs { get; set; } = 1;
}
