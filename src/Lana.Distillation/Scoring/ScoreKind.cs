namespace Lana.Scoring;

/// <summary>What a score a_ij measures when layer i alone is swapped for operation j.</summary>
public enum ScoreKind
{
    /// <summary>The change of the objective's loss on labelled images: LANA's own.</summary>
    LossChange,

    /// <summary>The distance from the teacher's outputs, which needs no labels: Kullback-Leibler divergence between
    /// classes, or what an <see cref="Objectives.IDistillationObjective"/> takes for it.</summary>
    Divergence,
}
