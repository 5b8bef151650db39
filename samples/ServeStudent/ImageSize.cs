namespace ServeStudent;

/// <summary>Height and width in pixels.</summary>
internal readonly record struct ImageSize(int Height, int Width);
