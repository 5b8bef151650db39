using Lana.FineTuning;
using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>The inputs of the search by short fine-tunings.</summary>
/// <param name="Selection">The inputs of the selection.</param>
/// <param name="Start">The selection that the scores alone have chosen.</param>
/// <param name="Options">The options.</param>
/// <param name="FineTuner">Trains the selections.</param>
/// <param name="HeldOut">The images on which they are evaluated; null for training images.</param>
internal sealed record TrialSearchInputs(
    SelectionInputs Selection, MeasuredSelection Start, TrialSearchOptions Options, IFineTuner FineTuner, IBatchSource? HeldOut)
    : IStageInputs
{
    [NotPartOfFingerprint("Computed from the candidates and the scores, which are inputs.")]
    public CandidateTraits Traits { get; } = new([.. Selection.Candidates.Values], Selection.Scores.Value);
}
