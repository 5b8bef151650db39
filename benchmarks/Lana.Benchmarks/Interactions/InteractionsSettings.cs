using Samples;

namespace Lana.Benchmarks.Interactions;

/// <summary>How much of everything.</summary>
/// <param name="Steps">Training steps of each operation, 64 images each.</param>
/// <param name="Images">Training images to score, rank, measure pairs and refine by.</param>
/// <param name="OtherImages">Other training images, on which the result is judged.</param>
/// <param name="Solutions">Selections that are ranked.</param>
/// <param name="Operations">Operations of each layer that are paired.</param>
/// <param name="Evaluations">Networks that a refinement looks at.</param>
/// <param name="Seconds">The most that one selection may take, in seconds.</param>
/// <param name="Seed">Decides the images and the initial weights.</param>
internal sealed record InteractionsSettings(
    int Steps, int Images, int OtherImages, int Solutions, int Operations, int Evaluations, double Seconds, ulong Seed)
{
    public static InteractionsSettings Read(Arguments arguments) => new(
        arguments.Number("--steps", 40),
        arguments.Number("--images", 256),
        arguments.Number("--other-images", 1024),
        arguments.Number("--solutions", 50),
        arguments.Number("--operations", 3),
        arguments.Number("--evaluations", 64),
        arguments.Number("--seconds", 30.0),
        arguments.Number("--seed", 0UL));
}
