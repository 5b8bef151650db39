namespace ServeStudent;

/// <summary>A class of an answer.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Label">Its name; null without a file of labels.</param>
/// <param name="Probability">0 to 1.</param>
internal sealed record ClassAnswer(int Index, string? Label, double Probability);
