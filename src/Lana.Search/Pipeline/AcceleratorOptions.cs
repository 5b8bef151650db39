using Lana.Analysis.Refining;
using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>Options of the pipeline as a whole.</summary>
public sealed class AcceleratorOptions
{
    /// <summary>The options of an effort, which can then be changed.</summary>
    /// <param name="effort">The effort, which determines the time that an acceleration may take.</param>
    /// <returns>New options.</returns>
    public static AcceleratorOptions Of(Effort effort)
    {
        var options = new AcceleratorOptions();
        EffortPresets.Apply(effort, options);
        return options;
    }

    /// <summary>The directory of stages and results; a stage whose inputs are unchanged does not run
    /// again.</summary>
    /// <value>Default <c>lana-run</c> in the current directory.</value>
    [Required(AllowEmptyStrings = false)]
    [NotPartOfFingerprint("The directory says where results are kept, not what they are.")]
    public string RunDirectory { get; set; } = "lana-run";

    /// <summary>The seed of initial weights, the order of images and the choice of images.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; set; }

    /// <summary>True to leave out, before training, the candidates that are not faster than the teacher's own layer.</summary>
    /// <value>Default true: they could never be chosen for speed.</value>
    public bool SkipSlowOperations { get; set; } = true;

    /// <summary>The maximum number of selections that are measured; each one that misses the budget corrects the
    /// prediction.</summary>
    /// <value>Default 8; 1 to 100.</value>
    [Range(1, 100)]
    public int MaxRounds { get; set; } = 8;

    /// <summary>The share of the budget that is reserved for the measurement error.</summary>
    /// <value>Default 0.02; 0 to 0.5.</value>
    [Range(0.0, 0.5)]
    public double SafetyMargin { get; set; } = 0.02;

    /// <summary>The share of the budget that may stay unused; a selection that leaves more is corrected and
    /// solved again.</summary>
    /// <value>Default 0.02; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double UnusedShare { get; set; } = 0.02;

    /// <summary>The number of training images that recalibrate batch norms if there is no fine-tuning.</summary>
    /// <value>Default 2,000; at least 2.</value>
    [Range(2, int.MaxValue)]
    public int RecalibrationImages { get; set; } = 2000;

    /// <summary>The refinement of the chosen selection by single swaps before fine-tuning: each is judged by the
    /// ranker's loss, and kept only if the measured network is within the budget.</summary>
    /// <value>Default <see langword="null"/>: no refinement.</value>
    [ValidateObjectMembers]
    public RefinementOptions? Refinement { get; set; }

    /// <summary>The search by short fine-tunings: selections are trained for a short time, and the resulting losses
    /// correct the scores. It has no effect without fine-tuning.</summary>
    /// <value>Default: a search with default options; <see langword="null"/> chooses by the scores alone, as LANA
    /// does.</value>
    [ValidateObjectMembers]
    public TrialSearchOptions? TrialSearch { get; set; } = new();
}
