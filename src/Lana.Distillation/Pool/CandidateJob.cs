using Lana.Candidates;
using Lana.Networks;

namespace Lana.Pool;

/// <summary>An operation in a layer: what is trained, kept and scored.</summary>
/// <param name="Layer">The teacher's layer.</param>
/// <param name="Operation">The operation that could take its place.</param>
public sealed record CandidateJob(Layer Layer, CandidateOperation Operation)
{
    /// <summary>Whether there is anything to train: the teacher's own layer is ready as it is, and so is what has no
    /// weights.
    /// </summary>
    public bool NeedsTraining =>
        Operation is not TeacherOperation && Operation.Define(Layer).Price(Layer.Input).Parameters > 0;
}
