using System.ComponentModel.DataAnnotations;
using Lana.Analysis.Refining;
using Microsoft.Extensions.Options;

namespace Lana.Pipeline;

/// <summary>How an acceleration is run as a whole.</summary>
public sealed class AcceleratorOptions
{
    /// <summary>Where the run keeps its stages and its results; what is there and still fits is not done
    /// again.</summary>
    /// <value>Default <c>lana-run</c> in the current directory.</value>
    [Required(AllowEmptyStrings = false)]
    public string RunDirectory { get; set; } = "lana-run";

    /// <summary>The one seed: initial weights, order of images, choice of images.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; set; }

    /// <summary>Whether operations that are not faster than the teacher's own layer are left out before
    /// training.</summary>
    /// <value>Default true: they could never be chosen for speed.</value>
    public bool SkipSlowOperations { get; set; } = true;

    /// <summary>How often a selection is measured and, where it misses the budget, the prediction corrected and solved
    /// again.</summary>
    /// <value>Default 8; 1 to 100.</value>
    [Range(1, 100)]
    public int MaxRounds { get; set; } = 8;

    /// <summary>The share of the budget that is kept free for the measuring error.</summary>
    /// <value>Default 0.02; 0 to 0.5.</value>
    [Range(0.0, 0.5)]
    public double SafetyMargin { get; set; } = 0.02;

    /// <summary>A selection that leaves more than this share of the budget unused is corrected and solved
    /// again.</summary>
    /// <value>Default 0.02; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double UnusedShare { get; set; } = 0.02;

    /// <summary>Training images by which batch norms are measured anew where there is no fine-tuning.</summary>
    /// <value>Default 2,000; at least 2.</value>
    [Range(2, int.MaxValue)]
    public int RecalibrationImages { get; set; } = 2000;

    /// <summary>How far the chosen selection is refined by single swaps before it is fine-tuned: each is judged by the
    /// ranker's loss, and kept only where the measured network is within the budget.</summary>
    /// <value>Default null: not at all.</value>
    [ValidateObjectMembers]
    public RefinementOptions? Refinement { get; set; }

    /// <summary>How the best few selections compete by a short fine-tuning before one of them is fine-tuned to the end.
    /// Of no effect without fine-tuning.</summary>
    /// <value>Default null: they do not.</value>
    [ValidateObjectMembers]
    public SuccessiveHalvingOptions? SuccessiveHalving { get; set; }
}
