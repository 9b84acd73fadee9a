// Checks receipts and consistency proofs with golang.org/x/mod/sumdb/note and tlog alone.
//
// The only things written here are what those packages lack: the cosignature/v1 verifier of C2SP
// tlog-cosignature, and the leaf's canonical JSON (which encoding/json gives for a sorted map).
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type request struct {
	Keys        []string
	Receipts    []receipt
	Consistency []consistency
	Bundles     []bundle
}

type bundle struct {
	Checkpoint string
	Tiles      map[string]string
	Entries    []string
}

type receipt struct {
	Checkpoint string
	Events     []event
}

type event struct {
	Stream, Name, Stored string
	Version, Leaf        int64
	Path                 []string
	Kids                 []string
}

type consistency struct {
	Old, New string
	Proof    []string
}

type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	told := fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, msg)
	return ed25519.Verify(c.key, []byte(told), sig[8:])
}

func verifier(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	raw, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(parts) != 3 || len(raw) != 33 || raw[0] != 4 {
		return note.NewVerifier(vkey)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	if hex.EncodeToString(sum[:4]) != parts[1] {
		return nil, fmt.Errorf("key id of %s", parts[0])
	}
	return cosigner{parts[0], binary.BigEndian.Uint32(sum[:4]), raw[1:]}, nil
}

func open(text string, keys []string) (origin string, tree tlog.Tree, err error) {
	var known []note.Verifier
	for _, key := range keys {
		v, err := verifier(key)
		if err != nil {
			return "", tree, err
		}
		known = append(known, v)
	}
	opened, err := note.Open([]byte(text), note.VerifierList(known...))
	if err != nil {
		return "", tree, err
	}
	if len(opened.Sigs) != len(keys) || len(opened.UnverifiedSigs) != 0 {
		return "", tree, fmt.Errorf("%d of %d signatures", len(opened.Sigs), len(keys))
	}
	lines := strings.Split(opened.Text, "\n")
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return "", tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return lines[0], tree, err
}

func hashes(lines []string) (out []tlog.Hash, err error) {
	for _, line := range lines {
		one, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func checkReceipt(r receipt, keys []string) error {
	origin, tree, err := open(r.Checkpoint, keys)
	if err != nil {
		return err
	}
	for _, e := range r.Events {
		sum := sha256.Sum256([]byte(e.Stored))
		told := map[string]interface{}{
			"app": origin, "stream": e.Stream, "version": e.Version, "name": e.Name,
			"sha256": hex.EncodeToString(sum[:]), "kids": append([]string{}, e.Kids...), "v": 1,
		}
		var data bytes.Buffer
		encoder := json.NewEncoder(&data)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(told); err != nil {
			return err
		}
		path, err := hashes(e.Path)
		if err != nil {
			return err
		}
		leaf := tlog.RecordHash(bytes.TrimSuffix(data.Bytes(), []byte("\n")))
		if err := tlog.CheckRecord(path, tree.N, tree.Hash, e.Leaf, leaf); err != nil {
			return err
		}
	}
	return nil
}

func checkConsistency(c consistency, keys []string) error {
	_, before, err := open(c.Old, keys)
	if err != nil {
		return err
	}
	_, after, err := open(c.New, keys)
	if err != nil {
		return err
	}
	proof, err := hashes(c.Proof)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, after.N, after.Hash, before.N, before.Hash)
}

// tiles reads C2SP tlog-tiles by their names.
type tiles map[string]string

func (t tiles) Height() int                             { return 8 }
func (t tiles) SaveTiles(asked []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(asked []tlog.Tile) (out [][]byte, err error) {
	for _, tile := range asked {
		name := fmt.Sprintf("%d/%03d", tile.L, tile.N)
		if tile.W < 256 {
			name += fmt.Sprintf(".p/%d", tile.W)
		}
		data, err := base64.StdEncoding.DecodeString(t[name])
		if err != nil || len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("no tile %s", name)
		}
		out = append(out, data)
	}
	return out, nil
}

func checkBundle(b bundle, keys []string) error {
	_, tree, err := open(b.Checkpoint, keys)
	if err != nil {
		return err
	}
	if int64(len(b.Entries)) != tree.N {
		return fmt.Errorf("%d entries of %d", len(b.Entries), tree.N)
	}
	reader := tlog.TileHashReader(tree, tiles(b.Tiles))
	for i, entry := range b.Entries {
		data, err := base64.StdEncoding.DecodeString(entry)
		if err != nil {
			return err
		}
		found, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(i))})
		if err != nil {
			return err
		}
		if found[0] != tlog.RecordHash(data) {
			return fmt.Errorf("entry %d is not its leaf", i)
		}
	}
	return nil
}

func main() {
	var asked request
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	var errs []error
	for _, one := range asked.Receipts {
		errs = append(errs, checkReceipt(one, asked.Keys))
	}
	for _, one := range asked.Consistency {
		errs = append(errs, checkConsistency(one, asked.Keys))
	}
	for _, one := range asked.Bundles {
		errs = append(errs, checkBundle(one, asked.Keys))
	}
	for _, err := range errs {
		if err != nil {
			fmt.Println("refused:", err)
		} else {
			fmt.Println("ok")
		}
	}
}
