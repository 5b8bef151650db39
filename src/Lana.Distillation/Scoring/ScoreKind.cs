namespace Lana.Scoring;

/// <summary>The quantity that a score a_ij measures when operation j alone replaces layer i.</summary>
public enum ScoreKind
{
    /// <summary>The change of the objective's loss on labelled images, as in LANA.</summary>
    LossChange,

    /// <summary>The distance from the teacher's outputs, which needs no labels: Kullback-Leibler divergence between
    /// classes, or the distance of an <see cref="Objectives.IDistillationObjective"/>.</summary>
    Divergence,
}
