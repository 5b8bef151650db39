namespace Lana.Selection;

/// <summary>One choice of a selection.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Operation">The canonical name of the operation chosen there.</param>
public readonly record struct SelectedOperation(string Layer, string Operation);
