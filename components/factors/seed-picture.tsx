"use client";

import { useEffect, useState } from "react";

/** An address as a QR code, black on white in every theme; the place for it is kept until it is drawn. */
export function SeedPicture({ address, label }: { address: string | null; label: string }) {
  const [path, setPath] = useState<{ d: string; size: number } | null>(null);
  useEffect(() => {
    if (!address) return;
    let stale = false;
    void import("uqr").then(({ encode }) => {
      const { data, size } = encode(address, { border: 4 });
      const squares = data.flatMap((row, y) =>
        row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
      );
      if (!stale) setPath({ d: squares.join(""), size });
    });
    return () => {
      stale = true;
    };
  }, [address]);
  return (
    <div className="size-60">
      {path && (
        <svg role="img" aria-label={label} viewBox={`0 0 ${path.size} ${path.size}`} className="size-full">
          <rect width={path.size} height={path.size} fill="white" />
          <path d={path.d} fill="black" shapeRendering="crispEdges" />
        </svg>
      )}
    </div>
  );
}
