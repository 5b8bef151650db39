namespace ServeStudent;

/// <summary>One output of an answer.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its shape, with the batch of one.</param>
/// <param name="Classes">The most probable classes of a classifier, the first one first; null for other networks.</param>
/// <param name="Values">The numbers in row-major order; null for more than 10,000.</param>
internal sealed record OutputAnswer(
    string Name, IReadOnlyList<long> Shape, IReadOnlyList<ClassAnswer>? Classes, IReadOnlyList<float>? Values);
